"""Small made-up articles for the tests of the whole program: events of diplomacy with changing parties, days and numbers."""
import datetime
import json

STATES = ["Norway", "Japan", "Russia", "Britain", "France", "Poland", "Chile", "Kenya", "Malaysia", "Morocco", "Algeria", "Germany"]
ADJECTIVES = ["Norwegian", "Japanese", "Russian", "British", "French", "Polish", "Chilean", "Kenyan", "Malaysian", "Moroccan", "Algerian", "German"]
NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
MOVES = [
    "{a} expelled {n} {bj} diplomats on {day}.",
    "{a} condemned {b} on {day} over the closure of its consulate in the north.",
    "{a} recalled its ambassador from {b} on {day}.",
    "{a} and {b} signed an agreement on fisheries number {k} in Geneva on {day}.",
    "{a} imposed sanctions on {b} on {day}, the foreign ministry said.",
    "{a} closed its embassy in {b} on {day} and called back its staff.",
]
FILLER = "Officials gave no further details of move {k}. The foreign ministry said that it would speak to the press in the evening. Neighbouring states urged both sides to keep talking."


def articles(many, first=0):
    begin = datetime.date(2021, 1, 4)
    for k in range(first, first + many):
        a, b = k % len(STATES), (k * 5 + 1 + k // 7) % len(STATES)
        if a == b:
            b = (b + 1) % len(STATES)
        day = begin + datetime.timedelta(days=k % 600)
        words = {"a": STATES[a], "b": STATES[b], "bj": ADJECTIVES[b], "n": NUMBERS[k % len(NUMBERS)], "k": k, "day": day.strftime("%A")}
        text = MOVES[k % len(MOVES)].format(**words) + "\n\n" + FILLER.format(**words)
        yield {"id": "story-%d" % k, "title": "Move %d of %s" % (k, STATES[a]), "text": text, "source": "Paper %d" % (k % 9),
               "url": "https://paper%d.example/%s/%d" % (k % 9, day.isoformat(), k), "published": (day + datetime.timedelta(days=1)).isoformat()}


def write_jsonl(path, many, first=0):
    with open(path, "w", encoding="utf-8") as out:
        for a in articles(many, first):
            out.write(json.dumps(a) + "\n")
