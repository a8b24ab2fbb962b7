//! How sure a round's ranking is of itself: scores adjusted for severity, the chance of being above the line, how severe and
//! steady each judge is, how far they agree. Shown beside what was given, never in its place.

use super::digest::Digest;
use super::fits::{Fitted, stream};
use super::kept::Kept;
use super::standings::{RoundStandings, weights};
use kapok_base::{Decimal, EntryId, Exact, PersonId};
use kapok_judging::rubric::{Rubric, Scale};
use kapok_measure::habits::{Habit, Sign, habits};
use kapok_measure::mixed::{self, Fit, Observation, TooLittle};
use kapok_measure::reliability::{Generalisability, Metric, Variances, alpha, generalisability};
use kapok_measure::standings::{Card, card_mean};
use kapok_measure::warnings::{self, Warning};
use num_traits::ToPrimitive;
use std::collections::BTreeMap;

/// Draws from which chances are counted: their standard error is at most 0.008.
const DRAWS: usize = 4000;
/// Ranks drawn altogether, at most: fewer draws where there are thousands of entries.
const RANKS: usize = 3_000_000;
/// Adjusted scores are estimates: digits beyond a billionth of a point are noise of the arithmetic.
const BILLION: f64 = 1e9;
/// An entry whose chance of being above the line lies between this and the rest to 1 is borderline.
pub const BORDERLINE: f64 = warnings::SETTLED;

/// What is known of an entry beyond its mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdjustedEntry {
    /// What the panel's average judge would be expected to give.
    pub score: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The interval that holds the true value nine times in ten.
    pub interval: (f64, f64),
    /// The ranks that it has in nine of ten draws.
    pub ranks: (usize, usize),
    /// The chance of truly being above the round's first line; none where there is no line.
    pub p_cut: Option<f64>,
}

/// How a judge scores beside the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Severity {
    /// How far below the panel's average level the judge scores; negative is lenient.
    pub severity: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The judge's noise over what the others' leads to expect; 1 is as steady as they are.
    pub noise: Option<f64>,
}

/// Why a ranking is to be read with care.
#[derive(Clone, Debug, PartialEq)]
pub enum Care {
    /// Entries and judges fall into so many parts that share no judge: scores do not compare across them.
    Unlinked(usize),
    /// Too little is there to tell entries, judges and chance apart.
    NotEstimable,
    /// Entries differ no more than chance makes them.
    NoDifference,
    /// A judge agrees with the others much worse than they do among themselves, by so many times.
    Erratic(PersonId, f64),
    /// A judge uses criteria or scale otherwise than the others do.
    Habit(PersonId, Sign),
    /// The line runs through entries that chance alone puts above or below it.
    TiedCut(Vec<EntryId>),
}

impl Care {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unlinked(_) => "graph_not_connected",
            Self::NotEstimable => "not_estimable",
            Self::NoDifference => "entries_do_not_differ",
            Self::Erratic(..) => "judge_erratic",
            Self::Habit(_, Sign::Halo) => "judge_halo",
            Self::Habit(_, Sign::Central) => "judge_central",
            Self::Habit(_, Sign::Narrow) => "judge_narrow",
            Self::Habit(_, Sign::Wide) => "judge_wide",
            Self::TiedCut(_) => "cut_within_chance",
        }
    }
}

/// A round's scores adjusted for severity.
#[derive(Clone, Debug, Default)]
pub struct Adjusted {
    /// Every entry that has a score.
    pub entries: BTreeMap<EntryId, AdjustedEntry>,
    /// Every judge who gave one.
    pub judges: BTreeMap<PersonId, Severity>,
    /// How every judge with enough scorecards uses criteria and scale.
    pub habits: BTreeMap<PersonId, Habit>,
    /// Variances of a scorecard: between entries, between judges, what is left.
    pub variances: Option<[f64; 3]>,
    /// How much of the differences would be found again with other judges, from 0 to 1.
    pub generalisability: Option<Generalisability>,
    /// Krippendorff's alpha of the scorecards' means, as intervals.
    pub alpha: Option<f64>,
    /// How many places the first line has.
    pub places: Option<usize>,
    /// Why care is due.
    pub care: Vec<Care>,
}

impl Adjusted {
    /// Whether chance may still decide on which side of the line an entry truly is.
    #[must_use]
    pub fn is_borderline(&self, entry: EntryId) -> bool {
        let chance = self.entries.get(&entry).and_then(|entry| entry.p_cut);
        chance.is_some_and(|p| p > BORDERLINE && p < 1.0 - BORDERLINE)
    }
}

static LAST: Kept<(Digest, Option<usize>), Adjusted> = Kept::new();

/// Adjusts the scores of a round. The same scorecards give the same figures: draws come from the stream `standings`, seeded by
/// the round. What was figured lately is not figured again.
pub(super) fn adjust(of: &RoundStandings) -> Adjusted {
    LAST.of((of.digest, of.places_of_first_line())).found(|| figure(of)).clone()
}

fn figure(of: &RoundStandings) -> Adjusted {
    let entries: Vec<EntryId> = of.entries.keys().copied().collect();
    let judges: Vec<PersonId> = of.judges.iter().map(|judge| judge.person).collect();
    let fitted = Fitted::of(observed(of, &entries, &judges));
    let fit = fitted.fit();
    let places = of.places_of_first_line();
    let mut adjusted = Adjusted { places, ..Adjusted::default() };
    let name = Names { entries: &entries, judges: &judges };
    adjusted.care = warnings::of_scores(fit).into_iter().filter_map(|warning| name.care(warning)).collect();
    if let Ok(fit) = fit {
        fill(&mut adjusted, of, &fitted, fit, &name);
    }
    adjusted.habits = habits_of(of);
    let signs = |(judge, habit): (&PersonId, &Habit)| -> Vec<Care> {
        habit.signs.iter().map(|sign| Care::Habit(*judge, *sign)).collect()
    };
    adjusted.care.extend(adjusted.habits.iter().flat_map(signs));
    adjusted
}

/// How each judge of a round with enough scorecards uses criteria and scale.
pub(super) fn habits_of(of: &RoundStandings) -> BTreeMap<PersonId, Habit> {
    let scale = &of.round.rules.rubric.scale;
    let ends = scale.min.to_f64().zip(scale.max.to_f64());
    let cards: Vec<Card> = of.cards.iter().map(|card| on_one_scale(&of.round.rules.rubric, card)).collect();
    ends.map(|ends| habits(&cards, ends)).unwrap_or_default()
}

/// The scorecard with the scores of criteria that have a scale of their own stretched to the round's.
pub(super) fn on_one_scale(rubric: &Rubric, card: &Card) -> Card {
    let mut card = card.clone();
    for criterion in rubric.criteria.iter().filter(|criterion| criterion.scale.is_some()) {
        let (own, to) = (rubric.scale_of(criterion), &rubric.scale);
        if let Some(score) = card.scores.get_mut(&criterion.key) {
            *score = stretched(*score, own, to).unwrap_or(*score);
        }
    }
    card
}

fn stretched(score: Decimal, own: &Scale, to: &Scale) -> Option<Decimal> {
    let width = |scale: &Scale| scale.max.checked_sub(scale.min);
    let share = score.checked_sub(own.min)?.checked_div(width(own)?)?;
    to.min.checked_add(share.checked_mul(width(to)?)?)
}

/// The adjusted score of every entry to a billionth of a point, so that it compares exactly; none where judges and entries cannot
/// be told apart.
pub(super) fn adjusted_scores(of: &RoundStandings) -> BTreeMap<EntryId, Exact> {
    let entries: Vec<EntryId> = of.entries.keys().copied().collect();
    let judges: Vec<PersonId> = of.judges.iter().map(|judge| judge.person).collect();
    let fitted = Fitted::of(observed(of, &entries, &judges));
    let Ok(fit) = fitted.fit() else { return BTreeMap::new() };
    let score = |score: f64| {
        let billionths = (score * BILLION).round();
        Some(Exact::from_float(billionths)? / Exact::from_float(BILLION)?)
    };
    let scores = fit.entries.iter().map(|effect| (entries[effect.entry], score(fit.level + effect.score)));
    scores.filter_map(|(entry, score)| Some((entry, score?))).collect()
}

/// How severe and how steady each judge of a round is; nobody where too little is there to tell.
pub(super) fn severities(of: &RoundStandings) -> BTreeMap<PersonId, Severity> {
    let entries: Vec<EntryId> = of.entries.keys().copied().collect();
    let judges: Vec<PersonId> = of.judges.iter().map(|judge| judge.person).collect();
    let fitted = Fitted::of(observed(of, &entries, &judges));
    fitted.fit().as_ref().map(|fit| judges_of(fit, &judges)).unwrap_or_default()
}

fn judges_of(fit: &Fit, judges: &[PersonId]) -> BTreeMap<PersonId, Severity> {
    fit.judges.iter().map(|effect| (judges[effect.judge], severity_of(effect))).collect()
}

pub(super) fn severity_of(effect: &mixed::JudgeEffect) -> Severity {
    Severity { severity: effect.severity, standard_error: effect.error, noise: effect.noise }
}

fn observed(of: &RoundStandings, entries: &[EntryId], judges: &[PersonId]) -> Vec<Observation> {
    let weights = weights(&of.round);
    let judges: BTreeMap<PersonId, usize> = judges.iter().copied().zip(0..).collect();
    let observation = |card: &Card| {
        let entry = entries.binary_search(&card.entry).ok()?;
        let value = card_mean(&weights, card)?.to_f64()?;
        Some(Observation { entry, judge: *judges.get(&card.judge)?, value })
    };
    of.cards.iter().filter(|card| !card.set_aside).filter_map(observation).collect()
}

fn fill(adjusted: &mut Adjusted, of: &RoundStandings, fitted: &Fitted, fit: &Fit, name: &Names<'_>) {
    let draws = draws(fit.entries.len());
    let chances = fit.chances(adjusted.places.unwrap_or(1), draws, &stream(of.round.id));
    for (effect, chance) in fit.entries.iter().zip(&chances) {
        let entry = AdjustedEntry {
            score: fit.level + effect.score,
            standard_error: effect.error,
            interval: (fit.level + effect.low, fit.level + effect.high),
            ranks: (chance.rank_low, chance.rank_high),
            p_cut: adjusted.places.map(|_| chance.above),
        };
        adjusted.entries.insert(name.entries[effect.entry], entry);
    }
    adjusted.judges = judges_of(fit, name.judges);
    if let Some(places) = adjusted.places {
        adjusted.care.extend(warnings::of_cut(&chances, places).and_then(|warning| name.care(warning)));
    }
    let judges = spread(&fit.judges.iter().map(|judge| judge.severity).collect::<Vec<_>>());
    let variances = Variances { entries: fit.entry_variance, judges, residual: fit.residual_variance };
    adjusted.variances = Some([variances.entries, variances.judges, variances.residual]);
    let counts: Vec<usize> = fit.entries.iter().map(|entry| entry.scorecards).collect();
    adjusted.generalisability = generalisability(variances, &counts);
    let mut table: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for observation in fitted.scores() {
        table.entry(observation.entry).or_default().push(observation.value);
    }
    adjusted.alpha = alpha(Metric::Interval, &table.into_values().collect::<Vec<_>>());
}

/// How many draws of so many entries are counted.
pub(super) fn draws(entries: usize) -> usize {
    DRAWS.min(RANKS / entries.max(1)).max(100)
}

/// The variance of judges' levels as they were found.
fn spread(levels: &[f64]) -> f64 {
    let mean = levels.iter().sum::<f64>() / levels.len() as f64;
    let squares: f64 = levels.iter().map(|level| (level - mean).powi(2)).sum();
    if levels.len() < 2 { 0.0 } else { squares / (levels.len() - 1) as f64 }
}

/// Whom the numbers of a fit stand for.
struct Names<'a> {
    entries: &'a [EntryId],
    judges: &'a [PersonId],
}

impl Names<'_> {
    fn care(&self, warning: Warning) -> Option<Care> {
        match warning {
            Warning::Unlinked { parts } => Some(Care::Unlinked(parts.len())),
            Warning::NotEstimable {
                reason: TooLittle::NotFinite | TooLittle::NothingShared | TooLittle::NothingLeft,
            } => Some(Care::NotEstimable),
            Warning::NoDifference => Some(Care::NoDifference),
            Warning::ErraticJudge { judge, value, .. } => {
                Some(Care::Erratic(*self.judges.get(judge)?, value))
            }
            Warning::TiedCut { entries, .. } => Some(Care::TiedCut(
                entries.iter().filter_map(|entry| self.entries.get(*entry)).copied().collect(),
            )),
            // Told by the round's own counts; the last two are not of this method.
            Warning::TooFewScorecards { .. } | Warning::Extreme { .. } | Warning::NotConverged => None,
        }
    }
}
