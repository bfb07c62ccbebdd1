// OpenSSL's libcrypto as Gemba uses it: SHA-256 whose running state can be stored, SHA-1 and MD5 as databases make them, scrypt, random bytes, constant-time compare.
#pragma once
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/md5.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
