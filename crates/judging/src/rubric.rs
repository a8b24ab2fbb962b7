//! What is scored: criteria with weights, and the scale with words for its points.

use crate::{number, text};
use kapok_base::{Decimal, Localized, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Words for one point of a scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// The point.
    #[serde(with = "number")]
    pub at: Decimal,
    /// What a judge means who gives it.
    pub text: Localized,
}

/// The numbers that may be given: `min`, `min + step`, … up to `max`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// The lowest score.
    #[serde(with = "number")]
    pub min: Decimal,
    /// The highest score.
    #[serde(with = "number")]
    pub max: Decimal,
    /// The distance between two scores.
    #[serde(with = "number")]
    pub step: Decimal,
    /// Words for some or all points.
    #[serde(default)]
    pub anchors: Vec<Anchor>,
}

impl Scale {
    /// Whether a score lies on the scale.
    #[must_use]
    pub fn admits(&self, score: Decimal) -> bool {
        if score < self.min || score > self.max {
            return false;
        }
        let steps = score.checked_sub(self.min).and_then(|d| d.checked_rem(self.step));
        steps.is_some_and(|rest| rest.is_zero())
    }

    /// Every score of the scale, ascending, for a form to offer; empty when there are more than `most`.
    #[must_use]
    pub fn points(&self, most: usize) -> Vec<Decimal> {
        let mut points = Vec::new();
        let mut at = self.min;
        while at <= self.max {
            if points.len() == most {
                return Vec::new();
            }
            points.push(at);
            let Some(next) = at.checked_add(self.step).filter(|next| *next > at) else { break };
            at = next;
        }
        points
    }

    fn check(&self, pointer: &str, found: &mut Vec<Refusal>) {
        if self.min >= self.max {
            found.push(Refusal::invalid("scale_empty").at(format!("{pointer}/max")));
        }
        let whole = self.max.checked_sub(self.min).and_then(|width| width.checked_rem(self.step));
        if self.step <= Decimal::ZERO || whole.is_none_or(|rest| !rest.is_zero()) {
            found.push(Refusal::invalid("scale_step_does_not_fit").at(format!("{pointer}/step")));
            return;
        }
        for (i, anchor) in self.anchors.iter().enumerate() {
            if !self.admits(anchor.at) {
                found.push(Refusal::invalid("anchor_off_scale").at(format!("{pointer}/anchors/{i}/at")));
            }
            found.extend(text::name(&anchor.text, &format!("{pointer}/anchors/{i}/text")).err());
        }
    }
}

/// One thing that is scored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Stable name within the rubric.
    pub key: String,
    /// What judges read.
    pub label: Localized,
    /// What is meant, in a sentence or two.
    #[serde(default)]
    pub help: Option<Localized>,
    /// Its share in the whole; only the proportions between weights matter. Left out where nothing is scored.
    #[serde(default, with = "number")]
    pub weight: Decimal,
    /// Whether a submitted scorecard may leave it out.
    #[serde(default)]
    pub optional: bool,
    /// A scale of its own, where it differs from the rubric's.
    #[serde(default)]
    pub scale: Option<Scale>,
    /// An entry whose mean on this criterion is lower is not above any line.
    #[serde(default, with = "number::optional")]
    pub min_score: Option<Decimal>,
    /// A score this low or lower needs a comment.
    #[serde(default, with = "number::optional")]
    pub explain_from_below: Option<Decimal>,
    /// A score this high or higher needs a comment.
    #[serde(default, with = "number::optional")]
    pub explain_from_above: Option<Decimal>,
}

impl Criterion {
    /// Scores on which something hangs, by the name of their field.
    fn thresholds(&self) -> [(&'static str, Option<Decimal>); 3] {
        [
            ("min_score", self.min_score),
            ("explain_from_below", self.explain_from_below),
            ("explain_from_above", self.explain_from_above),
        ]
    }
}

/// What a round scores.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    /// The scale of every criterion that has none of its own. Left out where nothing is scored.
    #[serde(default)]
    pub scale: Scale,
    /// What is scored, in the order of the form.
    pub criteria: Vec<Criterion>,
    /// The longest comment, in characters.
    #[serde(default = "usual_comment")]
    pub longest_comment: usize,
}

fn usual_comment() -> usize {
    4000
}

impl Rubric {
    /// The criterion with this key.
    #[must_use]
    pub fn criterion(&self, key: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|c| c.key == key)
    }

    /// The scale on which a criterion is scored.
    #[must_use]
    pub fn scale_of<'a>(&'a self, criterion: &'a Criterion) -> &'a Scale {
        criterion.scale.as_ref().unwrap_or(&self.scale)
    }

    /// Adds what is wrong with the rubric, each at its pointer below `pointer`.
    pub(crate) fn check(&self, pointer: &str, found: &mut Vec<Refusal>) {
        self.scale.check(&format!("{pointer}/scale"), found);
        if self.criteria.is_empty() {
            found.push(Refusal::invalid("rubric_empty").at(format!("{pointer}/criteria")));
        } else if self.criteria.iter().all(|c| c.optional) {
            found.push(Refusal::invalid("rubric_all_optional").at(format!("{pointer}/criteria")));
        }
        self.check_guidance(pointer, found);
        for (i, criterion) in self.criteria.iter().enumerate() {
            let at = format!("{pointer}/criteria/{i}");
            if criterion.weight <= Decimal::ZERO || criterion.weight > Decimal::from(1_000_000) {
                found.push(Refusal::invalid("weight_not_positive").at(format!("{at}/weight")));
            }
            if let Some(scale) = &criterion.scale {
                scale.check(&format!("{at}/scale"), found);
            }
            self.check_thresholds(criterion, &at, found);
        }
    }

    /// The same where nothing is scored: criteria only say what to look at, and there may be none. What acts on scores is refused
    /// rather than ignored.
    pub(crate) fn check_unscored(&self, pointer: &str, found: &mut Vec<Refusal>) {
        self.check_guidance(pointer, found);
        for (i, criterion) in self.criteria.iter().enumerate() {
            for (name, threshold) in criterion.thresholds() {
                if threshold.is_some() {
                    let at = format!("{pointer}/criteria/{i}/{name}");
                    found.push(Refusal::invalid("threshold_needs_scores").at(at));
                }
            }
        }
    }

    fn check_guidance(&self, pointer: &str, found: &mut Vec<Refusal>) {
        if self.criteria.len() > 100 {
            found.push(Refusal::invalid("rubric_too_long").at(format!("{pointer}/criteria")));
        }
        if self.longest_comment > text::LONGEST {
            let refusal = Refusal::invalid("comment_limit_too_high").with("longest", text::LONGEST);
            found.push(refusal.at(format!("{pointer}/longest_comment")));
        }
        let mut keys = BTreeSet::new();
        for (i, criterion) in self.criteria.iter().enumerate() {
            let at = format!("{pointer}/criteria/{i}");
            found.extend(text::key(&criterion.key, &format!("{at}/key")).err());
            if !keys.insert(criterion.key.as_str()) {
                found.push(Refusal::invalid("criterion_repeated").at(format!("{at}/key")));
            }
            found.extend(text::name(&criterion.label, &format!("{at}/label")).err());
        }
    }

    fn check_thresholds(&self, criterion: &Criterion, at: &str, found: &mut Vec<Refusal>) {
        let scale = self.scale_of(criterion);
        for (name, threshold) in criterion.thresholds() {
            if threshold.is_some_and(|t| t < scale.min || t > scale.max) {
                found.push(Refusal::invalid("threshold_off_scale").at(format!("{at}/{name}")));
            }
        }
    }
}
