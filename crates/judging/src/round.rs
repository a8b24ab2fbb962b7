//! One pass of judging: its rubric, how many scorecards an entry needs, and its lines.

use crate::calibration;
use crate::conflict::found::ConflictRules;
use crate::cut::{Cut, CutRule, Quota, Ties};
use crate::label::{self, Label};
use crate::reminder::Reminders;
use crate::rubric::Rubric;
use crate::text;
use kapok_base::{Deadline, Decimal, Localized, Random, Refusal, RoundId};
use num_traits::Zero;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What chance decides in a round: its own streams, the same whenever it is asked.
#[must_use]
pub fn chance(round: RoundId) -> Random {
    Random::seeded(round.0.as_u64_pair().1)
}

/// How a round judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundKind {
    /// Judges read and score by criterion.
    Scoring,
    /// Judges hear the entries in slots, then score by criterion.
    Hearing,
    /// Judges say on each criterion whether it is met.
    PassFail,
    /// Judges say which of two of their entries is better. Nothing is scored: the rubric's criteria say what to look at.
    Pairwise,
}

/// How scorecards, or comparisons, become standings; fixed before the first of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The mean over scorecards of the weighted mean over criteria.
    #[default]
    Mean,
    /// That mean adjusted for the severity of the judges, to a billionth of a point; needs judges who share entries.
    Adjusted,
    /// Abilities by the model of Bradley and Terry, to a billionth: the method of pairwise rounds, and of them alone.
    BradleyTerry,
}

/// The rules of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundRules {
    /// What people read.
    pub name: Localized,
    /// How it judges.
    pub kind: RoundKind,
    /// What is scored.
    pub rubric: Rubric,
    /// How scorecards become standings.
    #[serde(default)]
    pub method: Method,
    /// Its lines, from the top; none when the outcome is decided freely.
    #[serde(default)]
    pub cuts: Vec<Cut>,
    /// How many submitted scorecards an entry needs; in a pairwise round, how many comparisons.
    #[serde(default = "one")]
    pub minimum_scorecards: u32,
    /// So many entries are common to all judges and read first, in the same order; none when nothing is said.
    #[serde(default, skip_serializing_if = "Zero::is_zero")]
    pub common_first: u32,
    /// Whether judges say what ties them to which entry before they may read a dossier.
    #[serde(default)]
    pub declaration: bool,
    /// Which conflicts are looked for, and what each does; none when nothing is said.
    #[serde(default, skip_serializing_if = "ConflictRules::is_off")]
    pub conflicts: ConflictRules,
    /// Whether a confirmed cut takes effect only when a second person has confirmed it too.
    #[serde(default)]
    pub confirmed_by_two: bool,
    /// Until when judges are asked to submit; shown to them, never a lock.
    #[serde(default)]
    pub due: Option<Deadline>,
    /// When judges who owe scorecards are reminded.
    #[serde(default, skip_serializing_if = "Reminders::is_empty")]
    pub reminders: Reminders,
}

fn one() -> u32 {
    1
}

impl RoundRules {
    /// Checks the rules against themselves and the edition's labels; pointers begin with `/rules`.
    ///
    /// # Errors
    /// `round_invalid` with one detail per fault, such as `rubric_empty`, `weight_not_positive`,
    /// `scale_step_does_not_fit`, `cut_empty`, `label_unknown`, `tie_criterion_unknown`,
    /// `quota_empty`, `minimum_scorecards_zero`, `method_does_not_fit`, `common_first_large`; where nothing is scored `cut_needs_scores`,
    /// `ties_need_scores`, `threshold_needs_scores`.
    pub fn check(&self, labels: &[Label]) -> Result<(), Refusal> {
        let mut found = Vec::new();
        found.extend(text::name(&self.name, "/rules/name").err());
        match self.is_pairwise() {
            true => self.check_pairwise(&mut found),
            false => self.rubric.check("/rules/rubric", &mut found),
        }
        if self.is_pairwise() != (self.method == Method::BradleyTerry) {
            found.push(Refusal::invalid("method_does_not_fit").at("/rules/method"));
        }
        if self.minimum_scorecards == 0 {
            found.push(Refusal::invalid("minimum_scorecards_zero").at("/rules/minimum_scorecards"));
        }
        if self.common_first > calibration::MOST {
            let most = i64::from(calibration::MOST);
            found.push(Refusal::invalid("common_first_large").with("most", most).at("/rules/common_first"));
        }
        if self.kind == RoundKind::PassFail {
            self.check_pass_fail(&mut found);
        }
        self.check_cuts(labels, &mut found);
        self.reminders.check("/rules/reminders", &mut found);
        Refusal::gather("round_invalid", found)
    }

    /// Whether judges compare instead of scoring.
    #[must_use]
    pub fn is_pairwise(&self) -> bool {
        self.kind == RoundKind::Pairwise
    }

    fn check_pairwise(&self, found: &mut Vec<Refusal>) {
        self.rubric.check_unscored("/rules/rubric", found);
        for (i, cut) in self.cuts.iter().enumerate() {
            if matches!(cut.rule, CutRule::AtLeast { .. }) {
                found.push(Refusal::invalid("cut_needs_scores").at(format!("/rules/cuts/{i}/rule")));
            }
            if matches!(cut.ties, Ties::Broken { .. }) {
                found.push(Refusal::invalid("ties_need_scores").at(format!("/rules/cuts/{i}/ties")));
            }
        }
    }

    fn check_pass_fail(&self, found: &mut Vec<Refusal>) {
        let two = |scale: &crate::rubric::Scale| scale.points(2).len() == 2;
        if !two(&self.rubric.scale) {
            found.push(Refusal::invalid("pass_fail_scale").at("/rules/rubric/scale"));
        }
        for (i, criterion) in self.rubric.criteria.iter().enumerate() {
            if criterion.scale.as_ref().is_some_and(|scale| !two(scale)) {
                found.push(
                    Refusal::invalid("pass_fail_scale").at(format!("/rules/rubric/criteria/{i}/scale")),
                );
            }
        }
    }

    fn check_cuts(&self, labels: &[Label], found: &mut Vec<Refusal>) {
        let mut seen = BTreeSet::new();
        for (i, cut) in self.cuts.iter().enumerate() {
            let at = format!("/rules/cuts/{i}");
            if label::find(labels, &cut.label).is_none() {
                let refusal = Refusal::invalid("label_unknown").with("label", cut.label.as_str());
                found.push(refusal.at(format!("{at}/label")));
            } else if !seen.insert(cut.label.as_str()) {
                found.push(Refusal::invalid("label_repeated").at(format!("{at}/label")));
            }
            let empty = match &cut.rule {
                CutRule::Top { count } => *count == 0,
                CutRule::Share { percent } => *percent <= Decimal::ZERO || *percent > Decimal::ONE_HUNDRED,
                CutRule::AtLeast { .. } => false,
            };
            if empty {
                found.push(Refusal::invalid("cut_empty").at(format!("{at}/rule")));
            }
            self.check_ties(&cut.ties, &at, found);
            check_quotas(&cut.quotas, &at, found);
        }
    }

    fn check_ties(&self, ties: &Ties, at: &str, found: &mut Vec<Refusal>) {
        let Ties::Broken { by } = ties else { return };
        if self.is_pairwise() {
            return;
        }
        if by.is_empty() {
            found.push(Refusal::invalid("criterion_missing").at(format!("{at}/ties")));
        }
        for (i, key) in by.iter().enumerate().filter(|(_, key)| self.rubric.criterion(key).is_none()) {
            let refusal = Refusal::invalid("tie_criterion_unknown").with("criterion", key.as_str());
            found.push(refusal.at(format!("{at}/ties/broken/by/{i}")));
        }
    }

    /// Checks that these rules may replace `before`: once a scorecard or comparison exists, what decides the round
    /// (rubric, method, lines, minimum, kind) is fixed; its name, its due time, its reminders, the conflicts looked for and
    /// how many entries are common may still change.
    ///
    /// # Errors
    /// `round_has_scorecards`.
    pub fn may_replace(&self, before: &Self, scorecards_exist: bool) -> Result<(), Refusal> {
        let unchanged = Self {
            name: before.name.clone(),
            due: before.due.clone(),
            reminders: before.reminders.clone(),
            conflicts: before.conflicts,
            common_first: before.common_first,
            ..self.clone()
        } == *before;
        if scorecards_exist && !unchanged {
            return Err(Refusal::state("round_has_scorecards").at("/rules"));
        }
        Ok(())
    }
}

fn check_quotas(quotas: &[Quota], at: &str, found: &mut Vec<Refusal>) {
    for (i, quota) in quotas.iter().enumerate() {
        let at = format!("{at}/quotas/{i}");
        if quota.most.is_some_and(|most| most == 0 || most < quota.least) {
            found.push(Refusal::invalid("quota_empty").at(format!("{at}/most")));
        }
        if quotas[..i].iter().any(|before| before.by == quota.by) {
            found.push(Refusal::invalid("quota_repeated").at(format!("{at}/by")));
        }
    }
}

#[cfg(test)]
mod tests;
