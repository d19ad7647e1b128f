"""PQuAD, Persian reading comprehension: SQuAD-format JSON, about a quarter of the questions unanswerable."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from course.kit.errors import BadSource
from course.kit.prepare.reading import checksum, find, parse_json, read_bytes
from course.kit.prepare.reducing import whole_groups
from course.kit.prepare.releases import SourceFile, match
from course.kit.prepare.writing import Prepared
from course.kit.readers import Row

FILES = {"train": "train.json", "validation": "validation.json", "test": "test.json"}
ROWS = {"train": 2000, "validation": 500, "test": 500}
SEED = 1404


def read(source: Path) -> Prepared:
    """The release in `source`, reduced to about 2000, 500 and 500 questions: whole paragraphs only.

    The texts keep their decomposed Unicode, which `answer_start` counts in.

    Raises:
        BadSource: a file is missing, truncated, changed or not in SQuAD format, or an answer is not where it says.
    """
    import pyarrow

    found, splits = {}, {}
    for split, name in FILES.items():
        path = find(source, name, tuple(FILES.values()))
        content = read_bytes(path)
        splits[split] = _rows(parse_json(content, path), path)
        found[name] = SourceFile(checksum(content), len(splits[split]))
    everything = [row for rows in splits.values() for row in rows]
    return Prepared(
        name="pquad",
        release=match("pquad", source, found),
        files=found,
        splits={
            split: whole_groups(rows, lambda row: row["context"], ROWS[split], SEED)
            for split, rows in splits.items()
        },
        reduction="Paragraphs are drawn and kept with all of their questions, in file order.",
        seed=SEED,
        schema=pyarrow.schema(
            {column: pyarrow.string() for column in ("id", "title", "context", "question")}
            | {
                "answers": pyarrow.struct(
                    {
                        "text": pyarrow.list_(pyarrow.string()),
                        "answer_start": pyarrow.list_(pyarrow.int32()),
                    }
                )
            }
        ),
        oddities={"unanswerable questions": sum(not row["answers"]["text"] for row in everything)},
    )


def _rows(document: Any, path: Path) -> list[Row]:
    try:
        return [
            _row(article["title"], paragraph["context"], question, path)
            for article in document["data"]
            for paragraph in article["paragraphs"]
            for question in paragraph["qas"]
        ]
    except (KeyError, TypeError) as error:
        raise BadSource(f"{path} is not in SQuAD format: get it again from the publisher.") from error


def _row(title: str, context: str, question: dict[str, Any], path: Path) -> Row:
    texts = [answer["text"] for answer in question["answers"]]
    starts = [answer["answer_start"] for answer in question["answers"]]
    for text, start in zip(texts, starts, strict=True):
        if context[start : start + len(text)] != text:
            raise BadSource(
                f"{path}, question {question['id']}: its answer is not at character {start} of the context; "
                "the file was changed (composing its Unicode does that), get it again."
            )
    return {
        "id": str(question["id"]),
        "title": title,
        "context": context,
        "question": question["question"],
        "answers": {"text": texts, "answer_start": starts},
    }
