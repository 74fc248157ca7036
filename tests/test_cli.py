"""The headless side as a user calls it: a process, its output and its exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

from lotsen import bootstrap
from lotsen.config import ROOT, from_environment
from tests.support.houses import with_roadmap

CSV = "Supplier;Date;Net amount;CPV\nA Oy;1.2.2024;1 000,50;45000000\nB Oy;2.2.2024;-0,50;90000000\n"


def call(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "lotsen", *arguments], cwd=ROOT, input=stdin, capture_output=True)


def test_spend_read_gives_the_figures_as_json(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text(CSV, encoding="utf-8")
    done = call("spend", "read", str(path), "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert (found["net"], found["rows"], found["negative_sum"]) == ("1000.00", 2, "-0.50")
    assert found["columns"] == {"amount": "Net amount", "date": "Date", "supplier": "Supplier", "code": "CPV"}
    assert (found["first_date"], found["decimal"], found["delimiter"]) == ("2024-02-01", ",", ";")


def test_standard_input_and_a_table_to_read() -> None:
    done = call("spend", "read", "-", "--columns", "supplier=,amount=#3", stdin=CSV.encode())
    assert done.returncode == 0
    assert b"net            1000.00" in done.stdout
    assert b"supplier " not in done.stdout


def test_spend_map_gives_the_money_per_category(tmp_path: Path) -> None:
    rules = tmp_path / "rules.csv"
    rules.write_text("field,match,category\ncpv,45,Build\n")
    done = call("spend", "map", "-", "--rules", str(rules), "--json", stdin=CSV.encode())
    found = json.loads(done.stdout)
    assert found["categories"] == [
        {"category": "Build", "rows": 1, "net": "1000.50", "suppliers": 1, "share": found["categories"][0]["share"]}
    ]
    assert found["unmapped"] == {"rows": 1, "net": "-0.50"}


def test_bad_input_is_one_line_and_exit_2(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n rest")
    for arguments in (["read", str(path)], ["read", str(tmp_path / "nix")], ["read", "-", "--columns", "colour=x"]):
        done = call("spend", *arguments, stdin=CSV.encode())
        assert done.returncode == 2, arguments
        assert done.stderr.count(b"\n") == 1
        assert done.stdout == b""


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    script = f"{sys.executable} -m lotsen spend read - --json; echo $? >&2"
    done = subprocess.run(
        ["bash", "-c", f"({script}) | true"], cwd=ROOT, input=CSV.encode(), capture_output=True, check=False
    )
    assert done.stderr.strip() == b"0"


def test_help_names_every_key() -> None:
    done = call("spend", "read", "--help")
    for key in (b"negative_sum", b"sample_rows", b"header_row", b"supplier_id"):
        assert key in done.stdout


def test_agreement_gives_kendalls_w_of_the_published_example() -> None:
    """Three judges, six competitors, W = 0.63174603: "Example 10.10" in the tests of R's kendall.concordance."""
    ranks = {"A": [2, 4, 1, 6, 3, 5], "B": [2, 3, 1, 5, 6, 4], "C": [4, 3, 2, 5, 1, 6]}
    case = json.dumps({"items": ["I", "II", "III", "IV", "V", "VI"], "ranks": ranks})
    done = call("agreement", "-", "--json", stdin=case.encode())
    assert done.returncode == 0
    assert abs(json.loads(done.stdout)["kendall_w"]["corrected"] - 0.63174603) < 1e-8


def test_agreement_refuses_an_unknown_key_in_one_line() -> None:
    done = call("agreement", "-", stdin=b'{"items": ["x"], "rank": {}}')
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert b"rank" in done.stderr


def test_users_are_listed_and_get_a_link_that_works_once(tmp_path: Path) -> None:
    environment = {**os.environ, "LOTSEN_HOME": str(tmp_path)}
    house = bootstrap.build(from_environment(environment))
    coach = house.identity.coach()
    with_roadmap(house, coach, "Provköping")
    house.accounts.set_password(coach.id, "coach@example.fi", "", "fyra gröna hästar")

    def users(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "lotsen", "users", *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, env=environment)

    (found,) = json.loads(users("list", "--json").stdout)["users"]
    assert (found["login"], found["organisations"]) == ("coach@example.fi", ["Provköping (coach)"])
    link = users("link", "coach@example.fi", "--address", "https://lotsen.example.fi/").stdout.decode().strip()
    assert link.startswith("https://lotsen.example.fi/auth/link?token=")
    assert house.accounts.door(link.partition("token=")[2], "sv").login == "coach@example.fi"
    cookie = house.accounts.sign_in("coach@example.fi", "fyra gröna hästar", "192.0.2.1")
    assert users("sign-out", "coach@example.fi").returncode == 0
    assert house.identity.resolve(cookie) is None
    refused = users("link", "nobody@example.fi")
    assert refused.returncode == 2
    assert b"nobody@example.fi" in refused.stderr
    house.close()
