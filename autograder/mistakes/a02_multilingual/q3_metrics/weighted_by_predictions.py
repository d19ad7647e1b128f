"""
en: The weighted means weigh each class by how often it was said, not by how many rows it has.
fa: میانگین وزنی به هر رده به اندازهٔ دفعات گفته شدنش وزن می‌دهد، نه به اندازهٔ سطرهایش.
check: test_report_of_unbalanced_classes
"""

_plain = report


def report(counts, names):
    result = _plain(counts, names)
    said = counts.double().sum(dim=0)
    for key in ("precision", "recall", "f1"):
        values = sum(said[index].item() * result[name][key] for index, name in enumerate(names))
        result["weighted"][key] = values / said.sum().item()
    return result
