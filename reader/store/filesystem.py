"""What SQLite doesn't notice of a file: a system that shares no memory, another file in its place."""

from __future__ import annotations

import os

# Types as the kernel names them in mountinfo; of FUSE those that reach another machine.
_REMOTE = frozenset(
    {
        "9p",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "glusterfs",
        "gfs2",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "orangefs",
        "panfs",
        "pvfs2",
        "smb2",
        "smb3",
        "smbfs",
        "virtiofs",
        "vboxsf",
        "prl_fs",
        "vmhgfs",
    }
)
_REMOTE_FUSE = ("sshfs", "s3fs", "rclone", "davfs", "gcsfuse", "glusterfs", "ceph", "vmhgfs", "smb")


def is_remote(path: str, mounts: str | None = None) -> bool:
    """Whether a path lies on another machine's disk or is shared with one.

    `mounts` is the text of /proc/self/mountinfo (proc(5)); where the system has none, and for a
    type that is not known, the answer is no.
    """
    if mounts is None:
        try:
            with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as stream:
                mounts = stream.read()
        except OSError:
            return False
    kind = _kind(os.path.realpath(path), mounts)
    name, _, below = kind.partition(".")
    return name in _REMOTE or (name == "fuse" and below.startswith(_REMOTE_FUSE))


def _kind(path: str, mounts: str) -> str:
    """The type of the file system mounted nearest above a real path; the last one hides others."""
    found, length = "", -1
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = _unescaped(fields[4])
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= length:
            found, length = after.split(" ", 1)[0], len(point)
    return found


def _unescaped(text: str) -> str:
    # The kernel writes space, tab, newline and backslash as three octal digits.
    for code, char in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, char)
    return text


def identity(path: str) -> tuple[int, int] | None:
    """Which file a path names now, by device and inode; None for none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
