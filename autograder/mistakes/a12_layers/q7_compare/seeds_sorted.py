"""
en: The seeds are sorted first, so that the scores come in another order than the seeds.
fa: بذرها اول مرتب می‌شوند و نمره‌ها به ترتیبی جز ترتیب بذرها می‌آیند.
check: test_every_treatment_gets_the_same_seeds
"""


def run_all(train_and_score, treatments, seeds):
    return {treatment: sorted(train_and_score(treatment, seed) for seed in seeds) for treatment in treatments}
