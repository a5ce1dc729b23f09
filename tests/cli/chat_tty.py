#!/usr/bin/env python3
"""chat_tty.py MDP FIXTURE_SH LOAD_DB: mdp chat on a terminal of its own. What a person types is sent key by key; what the screen got is looked at."""
import os, pty, re, select, signal, struct, subprocess, sys, tempfile, termios, fcntl, time

mdp, fixture_sh, load_db = sys.argv[1:4]
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
    def __init__(self, columns, *args, of=("--project", project)):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(XDG_STATE_HOME=state, TERM="xterm", NO_COLOR="1")
            os.environ.pop("COLUMNS", None)
            os.execv(mdp, [mdp, "chat", *of, "--as-of", "2024-12-31", *args])
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

# Pairs of things in one order are so many here that they would be counted for a minute: long enough to be broken off on any machine.
os.mkdir(os.path.join(state, "slow"))
with open(os.path.join(state, "slow", "schema.sql"), "w") as f:
    f.write("""create table products as select i::integer as product_id, 'Item ' || i as product_name from range(1, 3001) t(i);
create table orders as select i::integer as order_id, date '2024-01-01' + (i % 300)::integer as ordered_on from range(1, 201) t(i);
create table order_lines as select row_number() over () as line_id, o.order_id, p.product_id, (1 + (o.order_id + p.product_id) % 5)::integer as quantity
  from orders o, products p where p.product_id % 13 <> o.order_id % 13;""")
slow = os.path.join(state, "slow.duckdb")
subprocess.run([load_db, slow, os.path.join(state, "slow")], capture_output=True, check=True)
t = Terminal(80, of=("--warehouse", slow))
t.until(r"mdp> ")
begun = time.time()
t.keys("which products are bought together\r")
t.until(r"(?!)", 1)
os.write(t.fd, b"\x03")  # to the program as the terminal sends it: it is its foreground group
ok("Ctrl-C cancels the statement that runs, and the line is there again", t.until(r"cancelled(.|\n)*mdp> "), t.text)
ok("at once", time.time() - begun < 20, f"{time.time() - begun:.1f} s")
t.keys("how many orders\r")
ok("and the next question is answered", t.until(r"There are 200 orders(.|\n)*mdp> "), t.text)
t.keys("\x04")
ok("by the program that was there", t.end() == 0, t.text)
print(f"1..{tests}")
sys.exit(0)
