// libxlsxwriter: workbooks written in constant memory.
#pragma once
#include <xlsxwriter.h>
