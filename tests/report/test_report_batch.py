"""Many companies: none holds up another, nothing is lost to a kill, only what is missing or changed is done."""

import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
import small_make

from helpers.errors import ParameterError, RulesError
from helpers.language import using
from helpers.report.batch import due, names
from helpers.report.batch.lock import Lock
from helpers.report.batch.manifest import FILE, Manifest
from helpers.report.batch.plan import Task, plan
from helpers.report.batch.progress import Progress
from helpers.report.batch.run import Settings, run, status_code
from helpers.report.batch.status import lines

HERE = Path(__file__).parent


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A course with empty notebooks, and a folder for companies."""
    for lang in ("zh", "en"):
        (tmp_path / "课 程" / "notebooks" / lang).mkdir(parents=True)
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "课 程"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")]))
    return tmp_path


def firm(home, name, do=""):
    folder = home / "clients" / name
    folder.mkdir(parents=True)
    (folder / "company.yml").write_text("schema: 1\n", "utf-8")
    if do:
        (folder / "do").write_text(do, "utf-8")
    return folder


def settings(home, **more):
    more = {
        "langs": ("zh", "en"),
        "formats": ("one", "two"),
        "jobs": 2,
        "make": "small_make:company",
        "warm": False,
    } | more
    return Settings(out=home / "out", **({"engine": "stock", "timeout": 60} | more))


def go(home, **more):
    said = []
    counts = run(plan(str(home / "clients")), settings(home, **more), said.append)
    return counts, said


def calls(home):
    """What was done since the last look: name → how many files were missing."""
    path = home / "calls"
    found = [line.split() for line in path.read_text().splitlines()] if path.exists() else []
    path.unlink(missing_ok=True)
    return {name: int(count) for name, count, _ in found}


def held(home):
    """Files in the folder of reports, but for the manifest and the page over all."""
    out = home / "out"
    found = {p.relative_to(out).as_posix(): p.read_text() for p in sorted(out.rglob("*/*")) if p.is_file()}
    return {name: content for name, content in found.items() if not name.startswith("portfolio")}


def expected(names, langs=("zh", "en"), kinds=("one", "two")):
    return {
        f"{name}/2025-12-31/report.{lang}.{kind}": small_make.text(name, lang, kind)
        for name in names
        for lang in langs
        for kind in kinds
    }


BAD = {
    "fails": "raise KeyError('oops')",
    "refuses": "from helpers.errors import FolderError, Problem\nfrom helpers.language import msg\n"
    "raise FolderError([Problem(msg('The file is empty.'), msg('Save it as UTF-8.'), 'orders.csv', 7)] * 3)",
    "hangs": "subprocess.Popen([sys.executable, '-c', 'import os, time; os.setsid(); open(\"%s\", \"w\").write(str(os.getpid())); time.sleep(300)'])\ntime.sleep(300)",
    "hungry": "kept = []\nwhile True:\n    kept.append(b'x' * 20_000_000)\n    time.sleep(0.02)",
    "dies": "os.kill(os.getpid(), signal.SIGSEGV)",
    "exits": "os._exit(0)",
    "prints": "print('x' * 100_000); sys.stdout.flush(); os.write(1, b'{\"end\": {}}\\n')",
}


@pytest.mark.parametrize("engine", ["stock", "fork"])
def test_a_bad_company_stops_nobody_and_says_what_it_was(home, engine):
    if engine == "fork" and sys.platform != "linux":
        pytest.skip("forks are for Linux")
    good = [f"good-{n}" for n in range(4)]
    for name in good:
        firm(home, name)
    for name, do in BAD.items():
        firm(home, name, do % (home / "grandchild") if "%s" in do else do)
    limits = {"timeout": 8, "memory": 400}
    counts, said = go(home, engine=engine, jobs=3, **limits)
    assert counts == {"waiting": 0, "running": 0, "done": len(good) + 1, "person": 3, "bug": 3}, said
    assert status_code(counts) == 1
    with Manifest(home / "out" / FILE, read=True) as manifest:
        rows = {row["name"]: row for row in manifest.companies()}
        told = "\n".join(lines(manifest))
    assert held(home) == expected([*good, "prints"])
    assert (
        rows["fails"]["state"] == "bug"
        and "oops" in rows["fails"]["cause_en"]
        and "small_make" in rows["fails"]["trace"]
    )
    assert rows["refuses"]["state"] == "person" and "orders.csv" in rows["refuses"]["cause_zh"]
    assert "(+2)" in rows["refuses"]["cause_en"] and "\n" not in rows["refuses"]["cause_en"]
    assert (
        rows["hangs"]["kind"] == "timeout"
        and rows["hangs"]["seconds"] < 30
        and "--timeout" in rows["hangs"]["cause_en"]
    )
    assert rows["hungry"]["kind"] == "memory" and rows["hungry"]["peak_mb"] < 1500
    for name in ("dies", "exits"):
        assert rows[name]["state"] == "bug" and rows[name]["kind"] == "died", dict(rows[name])
    assert "SIGSEGV" in rows["dies"]["cause_en"]
    assert rows["hangs"]["cell"] == "first" and rows["hangs"]["notebook"] == "zh/01_x.ipynb"
    assert all(name in told for name in ("fails", "refuses", "hangs", "hungry", "dies", "exits"))
    assert len([line for line in said if line.startswith("[")]) == len(rows)  # one line a company
    grandchild = int((home / "grandchild").read_text())
    assert not psutil.pid_exists(grandchild) or psutil.Process(grandchild).status() == psutil.STATUS_ZOMBIE
    assert not (home / "out" / ".batch").exists()
    assert all(rows[name]["seconds"] < 8 for name in good)


def test_only_what_is_missing_or_changed_is_done(home, monkeypatch):
    for name in "abc":
        firm(home, name)
    assert go(home)[0]["done"] == 3 and calls(home) == {"a": 4, "b": 4, "c": 4}
    counts, said = go(home)
    assert counts["done"] == 3 and calls(home) == {} and status_code(counts) == 0
    assert all("unchanged" in line or "未变" in line for line in said if line.startswith("["))
    # a file of one is lost, another is cut short, the third company's data change
    (home / "out/a/2025-12-31/report.zh.one").unlink()
    (home / "out/b/2025-12-31/report.en.two").write_text("half")
    (home / "clients/c/orders.csv").write_text("new")
    go(home)
    assert calls(home) == {"a": 1, "b": 1, "c": 0}  # c: its data mean the same, as this maker says: nothing is missing
    assert held(home) == expected("abc")
    go(home)
    assert calls(home) == {}
    # another form and another language: only these
    go(home, formats=("one", "two", "three"))
    assert calls(home) == {"a": 2, "b": 2, "c": 2}
    go(home, langs=("zh",))
    assert calls(home) == {}
    # another notebook, rule, or version of the code: all of it
    (Path(os.environ["COURSE_HOME"]) / "notebooks/zh/01_x.ipynb").write_text("{}")
    go(home, langs=("zh",))
    assert calls(home) == {"a": 2, "b": 2, "c": 2}
    # the language not asked for stays as long as it is up to date, and its page over all is kept up
    go(home, again=True, langs=("zh",))
    assert calls(home) == {"a": 2, "b": 2, "c": 2}
    english = {name for name in held(home) if ".en." in name}
    assert len(english) == 9
    (home / "out/portfolio.en.html").write_text("old")
    run(plan(str(home / "clients"), as_of="2025-06-30"), settings(home, langs=("zh",)))
    assert calls(home) == {"a": 2, "b": 2, "c": 2}
    assert not {name for name in held(home) if ".en." in name} and (home / "out/portfolio.en.html").read_text() != "old"
    monkeypatch.setattr(due, "versions", lambda: {"code": "another"})
    run(plan(str(home / "clients"), as_of="2025-06-30"), settings(home, langs=("zh",)))
    assert calls(home) == {"a": 2, "b": 2, "c": 2}
    go(home, again=True, langs=("zh",))
    assert calls(home) == {"a": 2, "b": 2, "c": 2}


def test_what_failed_is_tried_again_and_a_folder_with_databases_is_looked_into(home):
    firm(home, "a", "raise ValueError")
    firm(home, "b")
    (home / "clients/b/company.yml").write_text("tables:\n  orders: duckdb://x\n")
    assert go(home)[0]["bug"] == 1 and calls(home) == {"a": 4, "b": 4}
    assert go(home)[0]["bug"] == 1 and calls(home) == {"a": 4, "b": 0}  # b is opened, nothing is missing
    (home / "clients/a/do").unlink()
    counts, _ = go(home)
    assert counts["done"] == 2 and held(home) == expected("ab")


DRIVER = """
import sys
from test_report_batch import settings
from pathlib import Path
from helpers.report.batch.plan import plan
from helpers.report.batch.run import run
home = Path(sys.argv[1])
print(run(plan(str(home / "clients")), settings(home, engine=sys.argv[2])), flush=True)
"""


def drive(home, engine):
    return subprocess.Popen([sys.executable, "-c", DRIVER, str(home), engine], stdout=subprocess.PIPE, text=True)


def descendants(process):
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.Error:
        return []


def until_running(home, process):
    """Wait until the manifest tells of a running company, or the batch has ended."""
    while process.poll() is None:
        with contextlib.suppress(sqlite3.Error):
            db = sqlite3.connect(f"file:{home / 'out' / FILE}?mode=ro", uri=True)
            found = db.execute("select count(*) from company where state = 'running'").fetchone()[0]
            db.close()
            if found:
                return
        time.sleep(0.005)


@pytest.mark.slow
@pytest.mark.parametrize(("engine", "kills"), [("stock", 8), ("fork", 12)])
def test_killed_at_random_moments_and_run_again(home, engine, kills):
    """Nothing lost, doubled or half-written; no process of a killed run writes on. 20 kills in all."""
    if engine == "fork" and sys.platform != "linux":
        pytest.skip("forks are for Linux")
    firms = [f"firm-{n}" for n in range(3)]
    for name in firms:
        firm(home, name)
    chance = random.Random(20_251_127 + kills)
    begun = time.monotonic()
    whole = drive(home, engine)
    assert whole.wait(120) == 0
    longest = time.monotonic() - begun
    assert held(home) == expected(firms)
    seen = set()
    for number in range(kills):
        paths = sorted((home / "out").glob("firm-*/*"))
        sure = chance.choice(paths) if paths else None  # some work to do: notebooks and reports are missing again
        for path in paths:
            if path == sure or chance.random() < 0.5:
                shutil.rmtree(path)
        run_ = drive(home, engine)
        if number % 2:  # at any moment, the start and the time after the end among them
            time.sleep(chance.uniform(0.15, 1.0) * longest)
        else:  # while a company runs
            until_running(home, run_)
            time.sleep(chance.uniform(0.0, 0.1) * longest)
        children = descendants(run_)
        run_.send_signal(signal.SIGKILL)
        run_.wait()
        _, alive = psutil.wait_procs(children, timeout=10)
        assert [p for p in alive if p.status() != psutil.STATUS_ZOMBIE] == []
        db = sqlite3.connect(home / "out" / FILE)
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        states = dict(db.execute("select state, count(*) from company group by state").fetchall())
        assert sum(states.values()) == len(firms)
        seen |= set(states)
        for name, content in held(home).items():  # what lies under its own name is whole, whatever the moment
            if not name.startswith(".batch/") and "/.draft-" not in name:
                assert content == expected(firms)[name], name
        db.close()
    calls(home)
    last = drive(home, engine)
    assert last.wait(120) == 0 and "'done': 3" in last.stdout.read()
    assert held(home) == expected(firms)  # and nothing else: no draft is left
    assert sorted(p.name for p in (home / "out").iterdir() if p.name.startswith((".batch", ".draft"))) == [
        ".batch.lock"
    ]
    with Manifest(home / "out" / FILE, read=True) as manifest:
        assert [row["name"] for row in manifest.companies()] == firms
        assert all(len(manifest.outputs(name)) == 4 for name in firms)
    assert "running" in seen


def test_one_batch_at_a_time(tmp_path):
    first = Lock(tmp_path)
    with pytest.raises(ParameterError):
        Lock(tmp_path, patience=0.2)
    first.free()
    Lock(tmp_path, patience=0).free()


@pytest.mark.skipif(os.name == "nt", reason="another kind of lock there")
def test_a_file_system_without_locks_holds_nobody_up(tmp_path, monkeypatch):
    import errno
    import fcntl

    def none(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    Lock(tmp_path, 0.3).free()


def test_status_says_who_ran_the_notebooks(tmp_path):
    with Manifest(tmp_path / FILE) as manifest:
        names = ["a", "b", "c"]
        manifest.begin([(name, name, "{}") for name in names], {})
        for name, engine in zip(names, ("fork", "fork+stock", "fork"), strict=True):
            manifest.finish(name, {"state": "done", "engine": engine}, [])
        with using("en"):
            told = list(lines(manifest))
    assert "How notebooks were run: in forks of a warm process 2, in part by stock papermill 1" in told
    assert "  a fork was not possible for all notebooks of: b" in told


def test_status_names_all_that_failed_and_some_that_wait(tmp_path):
    with Manifest(tmp_path / FILE) as manifest:
        names = [f"f{n:04d}" for n in range(1200)]
        manifest.begin([(name, name, "{}") for name in names], {})
        for name in names[:30]:
            manifest.finish(name, {"state": "person", "cause_en": "orders.csv is missing", "engine": "fork"}, [])
        with using("en"):
            told = list(lines(manifest))
    assert sum("orders.csv is missing" in line for line in told) == 30
    assert sum(line.strip().startswith("waiting") for line in told) == 10 and "  and 1,160 more wait" in told


def test_a_manifest_that_is_none_is_refused(home):
    firm(home, "a")
    (home / "out").mkdir()
    (home / "out" / FILE).write_bytes(b"not a database, but something of a person's" * 100)
    with pytest.raises(ParameterError) as caught:
        go(home)
    assert FILE in str(caught.value) and not (home / "calls").exists()
    sqlite3.connect(home / "out" / "other.sqlite").execute("pragma user_version=9")
    with pytest.raises(ParameterError):
        Manifest(home / "out" / "other.sqlite")


def test_hostile_names_are_folders_and_lines(home):
    wild = [
        "a\nb",
        "红\x1b[31m蓝",
        "c.",
        "A",
        "a",
        " x ",
        "e\u202egnp",
        "名" * 80,
        "q'; drop table company; --",
        "%s{0}",
    ]
    for name in wild:
        firm(home, name)
    counts, said = go(home)
    assert counts["done"] == len(wild)
    for line in said:
        assert "\n" not in line and "\x1b" not in line and "\u202e" not in line
        assert names.width(line) < 120
    with Manifest(home / "out" / FILE, read=True) as manifest:
        assert {Path(row["source"]).name for row in manifest.companies()} == set(wild)
        folders = [row["name"] for row in manifest.companies()]
    assert len({name.casefold() for name in folders}) == len(wild)
    assert all(not name.startswith(".") and "/" not in name and "\n" not in name for name in folders)


def test_a_list_gives_each_its_own_and_all_that_is_wrong_is_told_before_anything_starts(home):
    firm(home, "a")
    firm(home, "b")
    listed = home / "list.csv"
    listed.write_text("company,as_of,classification.abc_a\nclients/a,2025-06-30,0.7\nclients/b,,\n", "utf-8-sig")
    tasks = plan(str(listed), as_of="2025-12-31").tasks
    assert tasks == (
        Task("a", str(home / "clients/a"), "2025-06-30", {"classification": {"abc_a": 0.7}}),
        Task("b", str(home / "clients/b"), "2025-12-31", {}),
    )
    listed.write_text("# ours\nclients/a\n\nclients/b\n", "utf-8")
    assert [task.name for task in plan(str(listed)).tasks] == ["a", "b"]
    for wrong, near in [
        ("company,as-of\nclients/a,2025-06-30\n", "as_of"),
        ("company,classification.abc_aa\nclients/a,0.7\n", "classification.abc_a"),
        ("company,as_of\nclients/a,2025-02-30\nclients/b,yesterday\n", "2025-12-31"),
        ("company,classification.abc_a\nclients/a,7\n", "abc_a"),
        ("clients/a\nclients/a\n", "1"),
        ("company\n", ""),
        ("company,as_of\n,2025-06-30\n", "2"),
    ]:
        listed.write_text(wrong, "utf-8")
        with pytest.raises(ParameterError) as caught, using("en"):
            plan(str(listed))
        assert near in caught.value.render("en"), wrong
    listed.write_bytes("公司\n".encode("gb18030"))
    for source in (listed, home / "nothing", home / "课 程"):
        with pytest.raises(ParameterError):
            plan(str(source))
    with pytest.raises((ParameterError, RulesError)):
        plan(str(home / "clients"), rules={"classification": {"abc_aa": 1}})
    assert plan(str(home / "clients/a")).tasks[0].name == "a"  # one client folder is a batch of one


def test_folders_that_are_none_are_named_and_broken_ones_are_not_lost(home):
    firm(home, "a")
    (home / "clients" / "notes").mkdir()
    (home / "clients" / "no-profile").mkdir()
    (home / "clients" / "no-profile" / "Orders.CSV").write_text("x")
    found = plan(str(home / "clients"))
    assert [task.name for task in found.tasks] == ["a", "no-profile"] and found.left_out == ("notes",)


def test_time_left_comes_from_what_was_worked():
    now = [0.0]
    said = []
    progress = Progress(10, said.append, clock=lambda: now[0])
    progress.line("a", "same", {})
    assert progress.left() is None  # what was only looked at tells nothing
    now[0] = 30.0
    with using("en"):
        progress.line("b", "done", {"seconds": 30})
        progress.line("c", "person", {"seconds": 1, "cause_en": "x\ny" * 100})
        assert "4 min" in said[1] and "2 min" in said[2] and "[ 3/10]" in said[2]
    assert names.width(said[-1]) <= 130 and "\n" not in said[-1]


def test_status_code():
    zero = dict.fromkeys(("waiting", "running", "done", "person", "bug"), 0)
    assert status_code(zero | {"done": 3}) == 0
    assert (
        status_code(zero | {"person": 1})
        == 2
        == status_code(zero | {"waiting": 1})
        == status_code(zero | {"running": 1})
    )
    assert status_code(zero | {"bug": 1, "person": 1}) == 1


def test_the_way_the_command_line_takes(home, capfd, monkeypatch):
    from helpers.cli import main

    monkeypatch.setenv("COURSE_LANG", "en")
    firm(home, "a")  # company.yml says nothing: it needs a person

    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["batch", *map(str, arguments)])
        return ended.value.code or 0, capfd.readouterr()

    code, said = call(home / "clients", "--out", home / "o", "--engine", "stock", "--jobs", 1)
    assert code == 2 and "company.yml" in said.err and "1 need" in said.err
    code, said = call("--status", "--out", home / "o")
    assert code == 2 and "company.yml" in said.out
    before = json.dumps(sorted(map(str, home.rglob("*"))))
    for wrong in (
        ["--formats", "htm"],
        ["--as-of", "2025-13-01"],
        ["--rule", "classification.x=1"],
        ["--lang", "de"],
        ["--jobs", "0"],
    ):
        code, said = call(home / "clients", "--out", home / "p", *wrong)
        assert code == 2 and said.err, wrong
    assert call()[0] == 2
    assert json.dumps(sorted(map(str, home.rglob("*")))) == before
