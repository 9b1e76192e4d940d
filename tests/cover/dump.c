/*
 * dump.c - linked in by make cover: what ends without exit() writes down first what was reached
 *
 * The linker leads each call of these functions here (--wrap), and __real_... to the C library's.
 */
#include <signal.h>

void __gcov_dump(void);
void __gcov_reset(void);
_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);
int __real_raise(int signal);
int __wrap_raise(int signal);
int __real_execvp(const char *file_z, char *const *arguments);
int __wrap_execvp(const char *file_z, char *const *arguments);

_Noreturn void
__wrap__exit(int status)
{
	__gcov_dump();
	__real__exit(status);
}

int
__wrap_raise(int signal)
{
	__gcov_dump();
	return __real_raise(signal);
}

int
__wrap_execvp(const char *file_z, char *const *arguments)
{
	__gcov_dump();
	__gcov_reset();
	return __real_execvp(file_z, arguments);
}
