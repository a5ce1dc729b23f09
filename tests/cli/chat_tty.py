#!/usr/bin/env python3
"""chat_tty.py MDP FIXTURE_SH: mdp chat on a terminal of its own. What a person types is sent key by key; what the screen got is looked at."""
import os, pty, re, select, signal, struct, subprocess, sys, tempfile, termios, fcntl, time

mdp, fixture_sh = sys.argv[1:3]
project = subprocess.run([fixture_sh, mdp], capture_output=True, text=True, check=True).stdout.strip()
state = tempfile.mkdtemp()
subprocess.run([mdp, "ask", "-q", "--project", project, "revenue in 2024"], capture_output=True)  # the catalog is kept from here on
tests = 0


def ok(name, good, seen=""):
    global tests
    tests += 1
    print(f"{'ok' if good else 'not ok'} {tests} - {name}")
    if not good:
        print("".join(f"# {line}\n" for line in seen.splitlines()), end="")


class Terminal:
    def __init__(self, columns, *args):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(XDG_STATE_HOME=state, TERM="xterm", NO_COLOR="1")
            os.environ.pop("COLUMNS", None)
            os.execv(mdp, [mdp, "chat", "--project", project, "--as-of", "2024-12-31", *args])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        self.text = ""

    def until(self, pattern, seconds=30):
        """What came until `pattern` was seen; None when it never was."""
        end, begun = time.time() + seconds, len(self.text)
        while time.time() < end:
            if re.search(pattern, self.text[begun:]):
                return self.text[begun:]
            if select.select([self.fd], [], [], 0.1)[0]:
                try:
                    self.text += os.read(self.fd, 65536).decode("utf-8", "replace")
                except OSError:
                    break
        return self.text[begun:] if re.search(pattern, self.text[begun:]) else None

    def keys(self, text):
        """Typed when the screen has come to rest: a terminal that changes its mode forgets what was typed ahead."""
        while select.select([self.fd], [], [], 0.25)[0]:
            try:
                self.text += os.read(self.fd, 65536).decode("utf-8", "replace")
            except OSError:
                break
        os.write(self.fd, text.encode())

    def end(self):
        """The exit code, or None when it did not end."""
        for _ in range(100):
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            self.until(r"(?!)", 0.05)
            time.sleep(0.05)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return None


t = Terminal(80)
ok("begins with the platform, its days and questions", t.until(r"mdp on .*\d tables.*2024(.|\n)*Ask: (.|\n)*mdp> "), t.text)
t.keys("half a li")
t.until("half a li")
t.keys("\x03")
ok("Ctrl-C breaks a line off", t.until(r"\^C(.|\n)*mdp> "), t.text)
t.keys("reven\t in 2024\r")
ok("Tab completes a name, and the question after it is answered", t.until(r"Revenue was \$[\d,.]+ in 2024(.|\n)*mdp> "), t.text)
t.keys("by segment\r")
ok("a line goes on, and says what it changed", t.until(r"Changed +split segment|Changed +split +customer segment(.|\n)*mdp> "), t.text)
t.keys("/save kept-talk\r")
ok("a conversation is kept", t.until(r"kept in "), t.text)
t.keys("exit\r")
ok("`exit` leaves, with code 0", t.end() == 0, t.text)
saved = open(os.path.join(state, "mdp", "chats", "kept-talk.txt")).read()
ok("what is kept can be read", re.search(r"^> by segment\n  revenue by customer segment in 2024$", saved, re.M), saved)

t = Terminal(40, "--resume", "kept-talk")
seen = t.until(r"2 lines said again(.|\n)*mdp> ")
ok("and is gone on with", seen, t.text)
wide = [line for line in re.sub(r"\x1b\[[^a-zA-Z]*[a-zA-Z]", "", t.text).replace("\r", "").split("\n") if len(line) > 40 and " " in line.strip()]
ok("in 40 columns no line is longer", not wide, "\n".join(wide))
t.keys("\x10\x10\r")  # the line before the last one, from the history that was kept
ok("the history is kept", t.until(r"by segment|kept-talk"), t.text)
t.keys("\x04")
ok("Ctrl-D ends, with code 0", t.end() == 0, t.text)
print(f"1..{tests}")
sys.exit(0)
