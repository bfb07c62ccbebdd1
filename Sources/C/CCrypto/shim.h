// OpenSSL's libcrypto as Gemba uses it: SHA-256 whose running state can be stored, scrypt, random bytes, constant-time compare.
#pragma once
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
