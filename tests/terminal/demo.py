"""A small app on the driver, for what must hold of any: started as a program by the tests.

python demo.py FOLDER      saves to FOLDER/saved, logs to FOLDER/log
"""

import os
import sys
import threading
import time

from textual.app import ComposeResult
from textual.widgets import Static

from reader.ui.driver import BackgroundReported, ReaderDriver
from reader.ui.leaving import LeavingApp, run


class Demo(LeavingApp):
    """Shows what it is told, and ends in every way there is."""

    CSS = "Static { height: 1; }"

    def __init__(self) -> None:
        super().__init__(driver_class=ReaderDriver)
        self.keys: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("keys:", id="keys")
        yield Static("size:", id="size")
        yield Static("background:", id="background")
        yield Static("pasted:", id="pasted")

    def on_mount(self) -> None:
        self.call_after_refresh(
            lambda: self.show("size", f"ready {self.size.width}x{self.size.height}")
        )

    def show(self, name: str, text: str) -> None:
        self.query_one(f"#{name}", Static).update(f"{name}: {text}")

    def on_resize(self, event) -> None:
        self.show("size", f"ready {event.size.width}x{event.size.height}")

    def on_paste(self, event) -> None:
        self.show("pasted", event.text)

    def on_background_reported(self, message: BackgroundReported) -> None:
        self.show("background", f"{message.red} {message.green} {message.blue}")

    async def fail(self) -> None:
        raise ValueError("a fault of a worker")

    def on_key(self, event) -> None:
        self.keys.append(event.key)
        self.show("keys", " ".join(self.keys))
        match event.key:
            case "q":
                self.exit(0)
            case "e":
                raise ValueError("a fault [/b] \x1b]0;owned\a")
            case "w":
                os.write(2, b"a warning of a library\n")
            case "z":
                self.action_suspend_process()
            case "f":  # far more than a terminal holds
                for number in range(300):
                    self.console.file = None
                    self._driver.write(f"\x1b[5;1H{number} " + "x" * 4000)
            case "r":
                self.run_worker(self.fail())
            case "y":
                threading.Thread(target=lambda: 1 / 0).start()
            case "t":  # a thread that nobody ends
                threading.Thread(target=time.sleep, args=(600,)).start()
            case "l":  # the loop is busy, not at a letter that others type
                deadline = time.monotonic() + 1
                while time.monotonic() < deadline:
                    pass


def main(folder: str) -> int:
    def save() -> None:
        if os.path.exists(os.path.join(folder, "slow")):
            time.sleep(600)
        with open(os.path.join(folder, "saved"), "a", encoding="utf-8") as stream:
            stream.write("saved\n")

    return run(Demo(), log=os.path.join(folder, "log", "reader.log"), on_leave=save)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
