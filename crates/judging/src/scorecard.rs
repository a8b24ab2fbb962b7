//! One judge's scores on one entry: what is checked before a version is kept.

use crate::number;
use crate::rubric::{Criterion, Rubric};
use crate::text;
use kapok_base::{Decimal, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A score on one criterion, as the judge gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// The criterion's key.
    pub criterion: String,
    /// The score; a draft may have a comment alone.
    #[serde(default, with = "number::optional")]
    pub value: Option<Decimal>,
    /// The judge's comment.
    #[serde(default)]
    pub comment: Option<String>,
}

/// What a judge gave: scores and comments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// One score per criterion, in any order.
    pub scores: Vec<Score>,
    /// Read by the organiser alone.
    #[serde(default)]
    pub comment_to_organiser: Option<String>,
    /// Passed on to the entrant as feedback, without the judge's name.
    #[serde(default)]
    pub comment_to_entrant: Option<String>,
}

impl Given {
    /// The score given on a criterion.
    #[must_use]
    pub fn score(&self, criterion: &str) -> Option<&Score> {
        self.scores.iter().find(|s| s.criterion == criterion)
    }
}

/// Checks what a judge gave against the rubric. A draft may be partial; a submitted card scores every
/// criterion that is not optional and explains its extreme scores.
///
/// # Errors
/// `scorecard_invalid` with one detail per fault: `criterion_unknown`, `criterion_repeated`,
/// `score_off_scale`, `text_too_long`, `criterion_unscored`, `score_unexplained`.
pub fn check(rubric: &Rubric, given: &Given, submit: bool) -> Result<(), Refusal> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (i, score) in given.scores.iter().enumerate() {
        let at = format!("/scores/{i}");
        let Some(criterion) = rubric.criterion(&score.criterion) else {
            found.push(Refusal::invalid("criterion_unknown").at(format!("{at}/criterion")));
            continue;
        };
        if !seen.insert(score.criterion.as_str()) {
            found.push(Refusal::invalid("criterion_repeated").at(format!("{at}/criterion")));
        }
        check_score(rubric, criterion, score, submit, &at, &mut found);
    }
    for (comment, pointer) in [
        (&given.comment_to_organiser, "/comment_to_organiser"),
        (&given.comment_to_entrant, "/comment_to_entrant"),
    ] {
        found.extend(comment.as_deref().and_then(|c| text::fits(c, rubric.longest_comment, pointer).err()));
    }
    if submit {
        let unscored = |c: &&Criterion| !c.optional && given.score(&c.key).and_then(|s| s.value).is_none();
        for criterion in rubric.criteria.iter().filter(unscored) {
            let position = given.scores.iter().position(|s| s.criterion == criterion.key);
            let pointer = position.map_or("/scores".to_owned(), |i| format!("/scores/{i}/value"));
            let refusal = Refusal::invalid("criterion_unscored").with("criterion", criterion.key.as_str());
            found.push(refusal.missing([&criterion.key]).at(pointer));
        }
    }
    Refusal::gather("scorecard_invalid", found)
}

fn check_score(
    rubric: &Rubric,
    criterion: &Criterion,
    score: &Score,
    submit: bool,
    at: &str,
    found: &mut Vec<Refusal>,
) {
    let comment = score.comment.as_deref().unwrap_or_default();
    found.extend(text::fits(comment, rubric.longest_comment, &format!("{at}/comment")).err());
    let Some(value) = score.value else { return };
    let scale = rubric.scale_of(criterion);
    if !scale.admits(value) {
        let refusal = Refusal::invalid("score_off_scale")
            .with("criterion", criterion.key.as_str())
            .with("min", scale.min.to_string())
            .with("max", scale.max.to_string())
            .with("step", scale.step.to_string());
        found.push(refusal.at(format!("{at}/value")));
        return;
    }
    let extreme = criterion.explain_from_below.is_some_and(|low| value <= low)
        || criterion.explain_from_above.is_some_and(|high| value >= high);
    if submit && extreme && comment.trim().is_empty() {
        let refusal = Refusal::invalid("score_unexplained").with("criterion", criterion.key.as_str());
        found.push(refusal.at(format!("{at}/comment")));
    }
}

#[cfg(test)]
mod tests;
