"""A shell's part in job control, and nothing else: python shell.py PROGRAM ARGUMENT …

The program runs in a process group of its own in front. When it is stopped the terminal is taken
back, and SIGUSR1 continues it in front, as `fg` does. Its exit status is passed on.
"""

import os
import signal
import sys


def front(group: int) -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
    os.tcsetpgrp(0, group)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTTOU})


signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
program = os.fork()
if program == 0:
    os.setpgid(0, 0)
    front(os.getpid())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR1})
    os.execvp(sys.argv[1], sys.argv[1:])
while True:
    _, status = os.waitpid(program, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        front(os.getpgrp())
        sys.exit(os.waitstatus_to_exitcode(status) % 256)
    front(os.getpgrp())
    signal.sigwait({signal.SIGUSR1})
    front(program)
    os.kill(-program, signal.SIGCONT)
