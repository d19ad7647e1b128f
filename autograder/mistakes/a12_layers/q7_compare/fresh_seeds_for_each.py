"""
en: Each treatment draws on with new seeds: their scores cannot be paired.
fa: هر روش با بذرهای تازه ادامه می‌دهد: نمره‌ها جفت نمی‌شوند.
check: test_every_treatment_gets_the_same_seeds
"""


def run_all(train_and_score, treatments, seeds):
    scores = {}
    for place, treatment in enumerate(treatments):
        scores[treatment] = [train_and_score(treatment, seed + place * len(seeds)) for seed in seeds]
    return scores
