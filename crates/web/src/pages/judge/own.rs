//! A judge's own scores of a round, beside the scorecard: as rows and as dots along the scale.

use kapok_base::{AssignmentId, rounded};
use kapok_engine::judge::OwnCard;
use kapok_judging::rubric::Rubric;
use num_traits::ToPrimitive;

/// One of the judge's own scorecards.
pub(super) struct OwnRow {
    pub(super) assignment: AssignmentId,
    pub(super) entry: String,
    pub(super) mean: String,
    /// One per criterion of the rubric.
    pub(super) scores: Vec<String>,
    /// Whether it is the one that the page is about.
    pub(super) here: bool,
}

/// A score on the strip.
pub(super) struct Dot {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) here: bool,
}

/// Scores along the scale; those that fall together are piled up.
pub(super) struct Strip {
    pub(super) min: String,
    pub(super) max: String,
    pub(super) dots: Vec<Dot>,
}

pub(super) fn rows(own: &[OwnCard], rubric: &Rubric, here: Option<AssignmentId>) -> Vec<OwnRow> {
    let row = |of: &OwnCard| {
        let score = |key: &str| of.card.given.score(key).and_then(|score| score.value);
        let shown = |key: &String| score(key).map_or("—".to_owned(), |value| value.normalize().to_string());
        OwnRow {
            assignment: of.assignment,
            entry: of.entry.clone(),
            mean: rounded(&of.mean, 2),
            scores: rubric.criteria.iter().map(|criterion| shown(&criterion.key)).collect(),
            here: here == Some(of.assignment),
        }
    };
    own.iter().map(row).collect()
}

pub(super) fn strip(own: &[OwnCard], rubric: &Rubric, here: Option<AssignmentId>) -> Strip {
    let (min, max) = (rubric.scale.min, rubric.scale.max);
    let (low, high) = (min.to_f64().unwrap_or(0.0), max.to_f64().unwrap_or(1.0));
    let mut piles = std::collections::BTreeMap::<u32, u32>::new();
    let dot = |of: &OwnCard| {
        let share = (of.mean.to_f64().unwrap_or(low) - low) / (high - low).max(f64::EPSILON);
        // A fifth of a hundredth of the strip: dots closer than that are piled.
        let x = 10 + (share.clamp(0.0, 1.0) * 60.0).round().to_u32().unwrap_or(0) * 5;
        let pile = piles.entry(x).or_default();
        *pile += 1;
        Dot { x, y: 26u32.saturating_sub(8 * (*pile - 1).min(3)), here: here == Some(of.assignment) }
    };
    Strip {
        min: min.normalize().to_string(),
        max: max.normalize().to_string(),
        dots: own.iter().map(dot).collect(),
    }
}
