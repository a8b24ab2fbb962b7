//! Joint maximum likelihood, one facet after the other by Newton's steps, then the thresholds together.

use super::extremes::Extreme;
use super::scale::{Expected, Scale};
use super::{Facet, Measure, Rating};
use crate::linear::Cholesky;

/// The last step in logits.
const CLOSE: f64 = 1e-9;
/// Rounds at most; where likelihood has no maximum it would go on for ever.
const ROUNDS: usize = 1000;
/// Measures stay within this many logits.
const FAR: f64 = 30.0;
/// What an extreme element's points are taken to be less extreme (Linacre's adjustment).
const LESS_EXTREME: f64 = 0.3;

/// Measures on the way to their estimates; elements are numbered from 0 in every facet.
pub(super) struct Estimate<'a> {
    facets: &'a [Facet],
    free: usize,
    ratings: &'a [Rating],
    /// The ratings that are not of extreme elements.
    left: &'a [usize],
    /// By facet and element.
    measures: Vec<Vec<f64>>,
    /// Which of them are estimated: those that are not extreme.
    estimated: Vec<Vec<bool>>,
    pub scale: Scale,
}

/// Sums over an element's ratings.
#[derive(Clone, Copy, Default)]
struct Sums {
    ratings: usize,
    residual: f64,
    squared: f64,
    standardised: f64,
    variance: f64,
}

impl<'a> Estimate<'a> {
    pub fn new(facets: &'a [Facet], free: usize, ratings: &'a [Rating], left: &'a [usize]) -> Self {
        let count = |f: usize| ratings.iter().map(|r| r.elements[f] + 1).max().unwrap_or(0);
        let mut estimated: Vec<Vec<bool>> = (0..facets.len()).map(|f| vec![false; count(f)]).collect();
        for rating in left {
            for (of_facet, element) in estimated.iter_mut().zip(&ratings[*rating].elements) {
                of_facet[*element] = true;
            }
        }
        let measures = estimated.iter().map(|of_facet| vec![0.0; of_facet.len()]).collect();
        let scale = Scale::new(left.iter().map(|r| ratings[*r].category).collect());
        Self { facets, free, ratings, left, measures, estimated, scale }
    }

    /// Steps until they are close, and whether they became so.
    pub fn run(&mut self) -> bool {
        for _ in 0..ROUNDS {
            let by_facets = (0..self.facets.len()).map(|f| self.step(f)).fold(0.0, f64::max);
            if by_facets.max(self.step_thresholds()) < CLOSE {
                return true;
            }
        }
        false
    }

    /// Where a rating stands on the scale of logits.
    fn logit(&self, rating: &Rating) -> f64 {
        let parts = rating.elements.iter().zip(&self.measures).zip(self.facets);
        parts.map(|((element, measures), facet)| facet.sign() * measures[*element]).sum()
    }

    /// A facet's elements moved by Newton's step, others held; the longest step.
    fn step(&mut self, facet: usize) -> f64 {
        let sign = self.facets[facet].sign();
        let mut longest = 0.0_f64;
        let sums = self.sums(facet);
        for (measure, sums) in self.measures[facet].iter_mut().zip(sums) {
            let before = *measure;
            let step = sign * sums.residual / sums.variance.max(1e-12);
            *measure = (before + step.clamp(-1.0, 1.0)).clamp(-FAR, FAR);
            longest = longest.max((*measure - before).abs());
        }
        if facet != self.free {
            let centre = self.mean(facet);
            self.measures[facet].iter_mut().for_each(|m| *m -= centre);
            self.shift(sign * centre);
        }
        longest
    }

    /// The mean of a facet's estimated measures.
    fn mean(&self, facet: usize) -> f64 {
        let estimated = self.measures[facet].iter().zip(&self.estimated[facet]).filter(|(_, e)| **e);
        let (sum, count) = estimated.fold((0.0, 0), |(sum, count), (m, _)| (sum + m, count + 1));
        sum / f64::from(count.max(1))
    }

    /// Moves all ratings by so many logits, through the free facet.
    fn shift(&mut self, logits: f64) {
        let sign = self.facets[self.free].sign();
        self.measures[self.free].iter_mut().for_each(|m| *m += sign * logits);
    }

    /// Residuals and information by element of a facet.
    fn sums(&self, facet: usize) -> Vec<Sums> {
        let mut sums = vec![Sums::default(); self.measures[facet].len()];
        let mut probabilities = Vec::new();
        for rating in self.left.iter().map(|r| &self.ratings[*r]) {
            self.scale.probabilities(self.logit(rating), &mut probabilities);
            let expected = Expected::of(&probabilities);
            let residual = self.scale.steps(rating.category) as f64 - expected.mean;
            let sums = &mut sums[rating.elements[facet]];
            sums.ratings += 1;
            sums.residual += residual;
            sums.squared += residual * residual;
            sums.standardised += residual * residual / expected.variance.max(1e-12);
            sums.variance += expected.variance;
        }
        sums
    }

    /// Newton's step of all thresholds together; the longest one.
    fn step_thresholds(&mut self) -> f64 {
        let size = self.scale.thresholds().len();
        let mut gradient = vec![0.0; size];
        let mut information = vec![0.0; size * size];
        let mut probabilities = Vec::new();
        for rating in self.left.iter().map(|r| &self.ratings[*r]) {
            self.scale.probabilities(self.logit(rating), &mut probabilities);
            let taken = self.scale.steps(rating.category);
            // The probability of taking each step.
            let mut above = 0.0;
            let mut steps: Vec<f64> = probabilities[1..]
                .iter()
                .rev()
                .map(|p| {
                    above += p;
                    above
                })
                .collect();
            steps.reverse();
            for k in 0..size {
                gradient[k] += steps[k] - if taken > k { 1.0 } else { 0.0 };
                (k..size).for_each(|l| information[k * size + l] += steps[l] - steps[k] * steps[l]);
            }
        }
        (0..size).for_each(|k| information[k * size + k] += 1e-12);
        let Some(factor) = Cholesky::new(size, information) else { return 0.0 };
        factor.solve(&mut gradient);
        let moved = self.scale.thresholds().iter().zip(&gradient);
        let moved = moved.map(|(threshold, step)| (threshold + step.clamp(-1.0, 1.0)).clamp(-FAR, FAR));
        let moved: Vec<f64> = moved.collect();
        let centre = moved.iter().sum::<f64>() / size.max(1) as f64;
        self.scale.set(moved.iter().map(|threshold| threshold - centre).collect());
        self.shift(-centre);
        gradient.iter().fold(0.0, |longest, step| longest.max(step.abs()))
    }

    /// Gives extreme elements their measures, the last set aside first, all others held.
    pub fn place(&mut self, removed: &[Extreme]) {
        // One that is not placed yet counts as its facet's mean.
        for extreme in removed {
            self.measures[extreme.facet][extreme.element] = self.mean(extreme.facet);
        }
        for extreme in removed.iter().rev() {
            let sign = self.facets[extreme.facet].sign();
            let most = (self.scale.categories.len() - 1) * extreme.ratings.len();
            let points = if extreme.high { most as f64 - LESS_EXTREME } else { LESS_EXTREME };
            let (mut low, mut high) = (-FAR, FAR);
            for _ in 0..60 {
                let middle = 0.5 * (low + high);
                self.measures[extreme.facet][extreme.element] = sign * middle;
                if self.expected(&extreme.ratings).mean < points { low = middle } else { high = middle }
            }
        }
    }

    /// A facet's elements with their errors and how they fit, ascending.
    pub fn measures(&self, facet: usize, removed: &[Extreme]) -> Vec<Measure> {
        let sums =
            self.sums(facet).into_iter().enumerate().filter(|(element, _)| self.estimated[facet][*element]);
        let estimated = sums.map(|(element, sums)| Measure {
            element,
            measure: self.measures[facet][element],
            error: error(sums.variance),
            infit: Some(sums.squared / sums.variance.max(1e-12)),
            outfit: Some(sums.standardised / sums.ratings as f64),
            ratings: sums.ratings,
            extreme: false,
        });
        let placed = removed.iter().filter(|e| e.facet == facet).map(|extreme| Measure {
            element: extreme.element,
            measure: self.measures[facet][extreme.element],
            error: error(self.expected(&extreme.ratings).variance),
            infit: None,
            outfit: None,
            ratings: extreme.ratings.len(),
            extreme: true,
        });
        let mut measures: Vec<Measure> = estimated.chain(placed).collect();
        measures.sort_by_key(|m| m.element);
        measures
    }

    /// The mean and the variance of the ratings' sum.
    fn expected(&self, ratings: &[usize]) -> Expected {
        let mut probabilities = Vec::new();
        let mut sum = Expected { mean: 0.0, variance: 0.0 };
        for rating in ratings {
            self.scale.probabilities(self.logit(&self.ratings[*rating]), &mut probabilities);
            let one = Expected::of(&probabilities);
            sum.mean += one.mean;
            sum.variance += one.variance;
        }
        sum
    }

    /// The log-likelihood of the ratings that are left.
    pub fn log_likelihood(&self) -> f64 {
        let mut probabilities = Vec::new();
        let of = |rating: &usize| {
            let rating = &self.ratings[*rating];
            self.scale.probabilities(self.logit(rating), &mut probabilities);
            libm::log(probabilities[self.scale.steps(rating.category)].max(f64::MIN_POSITIVE))
        };
        self.left.iter().map(of).sum()
    }
}

/// A standard error from information; where there is next to none it is as large as measures can be.
fn error(information: f64) -> f64 {
    (1.0 / information.sqrt()).min(FAR)
}
