/* Runs a program and writes the most memory that it ever had, in kilobytes, into a file: `peak_memory FILE
 * PROGRAM ARGUMENT...`. Answers its exit status. What that one starts itself counts as far as it is more, so
 * that charts are left out. */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int status = 0;
    struct rusage usage;
    if (argc < 3) return 125;
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        _exit(126);
    }
    if (child < 0 || waitpid(child, &status, 0) != child) return 125;
    if (getrusage(RUSAGE_CHILDREN, &usage) != 0) return 125;
    FILE *file = fopen(argv[1], "w");
    if (file == NULL || fprintf(file, "%ld\n", usage.ru_maxrss) < 0 || fclose(file) != 0)
        return 125;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 124;
}
