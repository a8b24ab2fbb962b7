"""Fits panel.csv by statsmodels and prints the figures that the tests compare with.

python3 -m venv venv && venv/bin/pip install statsmodels==0.15.0
venv/bin/python panel.py panel.csv > panel.txt
"""

import sys
import warnings

import numpy as np
import pandas
import statsmodels.formula.api as smf

warnings.simplefilter("ignore")
data = pandas.read_csv(sys.argv[1])
TIGHT = {"method": ["bfgs", "cg"], "gtol": 1e-11, "maxiter": 2000}


def show(model, what, values):
    for number, value in enumerate(np.atleast_1d(values)):
        print(f"{model} {what} {number} {value:.10f}")


def errors(entry_ratio, judge_ratio, residual):
    """Root prediction error variances of the entries at these variances, by inverting Henderson's equations whole."""
    z = pandas.get_dummies(data["entry"]).to_numpy(float)
    w = pandas.get_dummies(data["judge"]).to_numpy(float)
    fixed = w if judge_ratio is None else np.column_stack([np.ones(len(data)), w])
    equations = np.column_stack([fixed, z])
    equations = equations.T @ equations
    if judge_ratio is not None:
        equations[1 : fixed.shape[1], 1 : fixed.shape[1]] += np.eye(w.shape[1]) / judge_ratio
    equations[fixed.shape[1] :, fixed.shape[1] :] += np.eye(z.shape[1]) / entry_ratio
    return np.sqrt(residual * np.diag(np.linalg.inv(equations))[fixed.shape[1] :])


# Judges fixed: one mean for each, entries random.
fixed = smf.mixedlm("score ~ 0 + C(judge)", data, groups=data["entry"]).fit(reml=True, **TIGHT)
entry = float(fixed.cov_re.iloc[0, 0])
show("fixed", "entry_variance", entry)
show("fixed", "residual_variance", fixed.scale)
show("fixed", "log_likelihood", fixed.llf)
show("fixed", "level", fixed.fe_params.to_numpy())
show("fixed", "score", [fixed.random_effects[i].iloc[0] for i in sorted(fixed.random_effects)])
show("fixed", "error", errors(entry / fixed.scale, None, fixed.scale))

# Judges random: both crossed within one group.
parts = {"entry": "0 + C(entry)", "judge": "0 + C(judge)"}
crossed = smf.mixedlm("score ~ 1", data, groups=np.ones(len(data)), vc_formula=parts).fit(reml=True, **TIGHT)
entry, judge = (float(crossed.vcomp[list(crossed.model.exog_vc.names).index(name)]) for name in ("entry", "judge"))
effects = crossed.random_effects[1.0]
show("random", "entry_variance", entry)
show("random", "judge_variance", judge)
show("random", "residual_variance", crossed.scale)
show("random", "log_likelihood", crossed.llf)
show("random", "level", crossed.fe_params.iloc[0] + effects[[k for k in effects.index if k.startswith("judge")]])
show("random", "score", effects[[k for k in effects.index if k.startswith("entry")]])
show("random", "error", errors(entry / crossed.scale, judge / crossed.scale, crossed.scale))
