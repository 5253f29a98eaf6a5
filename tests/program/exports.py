#!/usr/bin/env python3
"""Loads every export as the field's own tools load the field's data: pandas, and R where it is installed.

    exports.py PROGRAM

Prints one line a format; status 1 where one does not load as it should, 77 (passed over) without pandas.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import stories  # noqa: E402

try:
    import pandas as pd
except ImportError:
    print("passed over: no pandas (Debian: python3-pandas)")
    sys.exit(77)

FIELDS_OF_MANUAL = {"id", "has_event", "date", "time", "enddate", "endtime", "actor", "recipient", "event", "event_loc", "event_text", "quad_code", "event_scale", "mode", "context", "link",
                    "text", "text_info", "cite_info", "coder", "coded_date", "coded_time", "comment", "demarche"}


def main():
    program = os.path.abspath(sys.argv[1])
    os.environ.pop("DEMARCHE_RECORD", None)
    with tempfile.TemporaryDirectory(prefix="demarche-exports-") as folder:
        def path(name):
            return os.path.join(folder, name)

        def run(*arguments):
            return subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout

        stories.write_jsonl(path("s.jsonl"), 300)
        run("ingest", "--record", path("r"), "--quiet", path("s.jsonl"))
        for name in ("csv", "plover", "gdelt", "gdelt-mentions", "icews", "phoenix", "polecat"):
            run("export", "--format", name, "--record", path("r"), "--output", path(name))
            with open(path(name), "rb") as f:
                data = f.read()
            assert data and data.endswith(b"\n") and b"\r" not in data and b"\0" not in data, name
            data.decode("utf-8")
        events = int(run("query", "--count", "--record", path("r")))
        assert events > 200, events

        # GDELT as gdeltPyR loads it: packed, tabs, no header, codes as text.
        with zipfile.ZipFile(path("gdelt.zip"), "w") as z:
            z.write(path("gdelt"), "20211018000000.export.CSV")
        g = pd.read_csv(path("gdelt.zip"), compression="zip", sep="\t", header=None, on_bad_lines="skip", dtype={26: str, 27: str, 28: str})
        with open(path("gdelt"), encoding="utf-8") as f:
            lines = sum(1 for _ in f)
        assert g.shape == (lines, 61), g.shape
        assert g[0].is_unique and g[0].dtype == "int64" and g[1].dtype == "int64" and g[59].dtype == "int64"
        assert g[26].str.fullmatch(r"[0-9]{2,4}").all() and (g[26].str[:2] == g[28]).all() and g[29].isin([1, 2, 3, 4]).all()
        assert g[30].between(-10, 10).all() and (g[33] >= 1).all()
        assert {"RUS", "NOR"} <= set(g[7].dropna()), "the states"
        print("ok  gdelt           %d rows" % len(g))

        m = pd.read_csv(path("gdelt-mentions"), sep="\t", header=None, dtype={4: str, 5: str})
        assert m.shape[1] == 16 and set(m[0]) == set(g[0]) and m[11].between(0, 100).all() and (m[9] >= 0).all()
        print("ok  gdelt-mentions  %d rows" % len(m))

        i = pd.read_csv(path("icews"), sep="\t", quoting=3, dtype={"CAMEO Code": str})
        assert list(i.columns[:3]) == ["Event ID", "Event Date", "Source Name"] and i.shape[1] == 20
        assert i["Event ID"].is_unique and i["Event ID"].max() < 2 ** 31 and pd.to_datetime(i["Event Date"], format="%Y-%m-%d").notna().all()
        assert i["CAMEO Code"].notna().all() and i["Source Country"].isin(["Russia", "Norway"]).any() and i["Latitude"].dtype == "float64"
        print("ok  icews           %d rows" % len(i))

        p = pd.read_csv(path("phoenix"), sep="\t", header=None, dtype={13: str, 14: str})
        assert p.shape[1] == 26 and p[0].is_unique and p[15].isin([0, 1, 2, 3, 4]).all()
        print("ok  phoenix         %d rows" % len(p))

        t = pd.read_csv(path("polecat"), sep="\t", na_values=["None"], dtype=str)
        assert t.shape[1] == 40 and t["Event ID"].is_unique and t["Event Type"].isin(["SANCTION", "ACCUSE", "AGREE", "SUPPORT", "CONSULT"]).any()
        assert t["Actor COW"].dropna().str.fullmatch("[0-9]+").all() and t["Publication Date"].notna().all()
        print("ok  polecat         %d rows" % len(t))

        c = pd.read_csv(path("csv"), dtype={"cameo": str})
        assert len(c) == events and c["key"].is_unique and c["uid"].is_unique and c["sentence"].notna().all()
        print("ok  csv             %d rows" % len(c))

        j = pd.read_json(path("plover"), lines=True, dtype=False)
        assert len(j) == events and set(j.columns) <= FIELDS_OF_MANUAL, set(j.columns) - FIELDS_OF_MANUAL
        with open(path("plover"), encoding="utf-8") as f:
            for line in f:
                e = json.loads(line)
                info = e["text_info"]
                assert e["id"] and e["date"] and isinstance(e["actor"], list) and isinstance(e["event"], list) and e["quad_code"] in (1, 2, 3, 4)
                assert e["text"][info["start"]:info["end"]] == e["event_text"][0], e["id"]
        print("ok  plover          %d lines" % len(j))

        r = shutil.which("Rscript")
        if not r:
            print("R is not installed: passed over")
            return 0
        script = """
          a <- commandArgs(TRUE)
          i <- read.delim(a[1], quote = "", na.strings = "NA", colClasses = c("CAMEO.Code" = "character"))
          stopifnot(ncol(i) == 20, nrow(i) == as.integer(a[4]), !anyNA(as.Date(i$Event.Date)), is.numeric(i$Latitude), is.integer(i$Event.ID))
          p <- read.delim(a[2], quote = "\\"", na.strings = "None", colClasses = "character")
          stopifnot(ncol(p) == 40, nrow(p) == as.integer(a[5]))
          g <- read.delim(a[3], header = FALSE, quote = "", colClasses = c(V27 = "character", V28 = "character", V29 = "character"))
          stopifnot(ncol(g) == 61, nrow(g) == as.integer(a[4]))
        """
        subprocess.run([r, "--vanilla", "-e", script, path("icews"), path("polecat"), path("gdelt"), str(len(i)), str(len(t))], check=True)
        print("ok  R               icews, polecat, gdelt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
