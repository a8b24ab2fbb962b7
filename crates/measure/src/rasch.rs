//! Many-facet Rasch measurement of ordinal scores (Linacre, "Many-Facet Rasch Measurement", 1989): the step from one
//! category to the next is as likely as the facets' measures together exceed the step's threshold, on one scale of
//! logits for entries, judges and criteria. Andrich's rating scale ("A rating formulation for ordered response
//! categories", 1978): the thresholds are common to all.
//!
//! Estimated by joint maximum likelihood, which spreads measures a little too wide where elements have few ratings.

mod estimate;
mod extremes;
mod scale;

use crate::graph::linked;

/// Which way a facet's measures count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// More makes high ratings likelier: the quality of entries.
    Raises,
    /// More makes them rarer: the severity of judges, the difficulty of criteria.
    Lowers,
}

impl Facet {
    fn sign(self) -> f64 {
        if self == Self::Raises { 1.0 } else { -1.0 }
    }
}

/// One rating.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rating {
    /// For each facet the element that took part, by any number of the caller's.
    pub elements: Vec<usize>,
    /// The category chosen. Categories that nobody chose are left out of the scale.
    pub category: i64,
}

/// Why nothing can be estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// A rating does not name one element of each facet, or the free facet does not exist.
    Shape,
    /// No ratings are left once elements with nothing but highest or lowest ratings are set aside.
    AllExtreme,
}

/// An element's measure and how its ratings fit it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// The element.
    pub element: usize,
    /// Its measure in logits.
    pub measure: f64,
    /// The measure's standard error, the others' measures taken as known.
    pub error: f64,
    /// Squared residuals over their expectation, weighted by information: about 1, above for noise, below for too little
    /// variety. Absent for extreme elements.
    pub infit: Option<f64>,
    /// The same unweighted: quick to show single surprising ratings.
    pub outfit: Option<f64>,
    /// How many ratings these rest on: those that no element set aside before took part in.
    pub ratings: usize,
    /// Whether it had nothing but highest or nothing but lowest ratings: then its measure is that of 0.3 points less
    /// extreme, and it took no part in the estimation of others.
    pub extreme: bool,
}

/// What the ratings say.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The measures of each facet's elements, ascending by element. Every facet but the free one is centred at 0, over the
    /// elements that are not extreme.
    pub facets: Vec<Vec<Measure>>,
    /// The categories chosen, ascending.
    pub categories: Vec<i64>,
    /// The thresholds between them, centred at 0.
    pub thresholds: Vec<f64>,
    /// The log-likelihood of the ratings that are not extreme.
    pub log_likelihood: f64,
    /// The parts of (facet, element) that share ratings; across two of them measures do not compare.
    pub parts: Vec<Vec<(usize, usize)>>,
    /// Whether the last step was below a billionth of a logit.
    pub converged: bool,
}

/// Fits the model. The mean of the `free` facet, an index into `facets`, tells how high ratings are altogether. The
/// result does not depend on the order of the ratings.
///
/// # Errors
/// When the ratings do not fit the facets, or none are left that say anything.
pub fn fit(facets: &[Facet], free: usize, ratings: &[Rating]) -> Result<Fit, Unfit> {
    if free >= facets.len() || ratings.iter().any(|r| r.elements.len() != facets.len()) {
        return Err(Unfit::Shape);
    }
    let mut sorted = ratings.to_vec();
    sorted.sort();
    let parts = linked(sorted.iter().map(|r| r.elements.iter().copied().enumerate().collect()));
    let names = number(facets.len(), &mut sorted);
    let extremes = extremes::set_aside(facets.len(), &sorted);
    if extremes.left.is_empty() {
        return Err(Unfit::AllExtreme);
    }
    let mut estimate = estimate::Estimate::new(facets, free, &sorted, &extremes.left);
    let converged = estimate.run();
    estimate.place(&extremes.removed);
    let named = |(facet, names): (usize, &Vec<usize>)| {
        let measures = estimate.measures(facet, &extremes.removed).into_iter();
        measures.map(|m| Measure { element: names[m.element], ..m }).collect()
    };
    Ok(Fit {
        facets: names.iter().enumerate().map(named).collect(),
        log_likelihood: estimate.log_likelihood(),
        parts,
        converged,
        thresholds: estimate.scale.thresholds().to_vec(),
        categories: estimate.scale.categories,
    })
}

/// Numbers the elements of every facet from 0; the caller's numbers by these, ascending.
fn number(facets: usize, ratings: &mut [Rating]) -> Vec<Vec<usize>> {
    let names = |facet: usize| {
        let mut names: Vec<usize> = ratings.iter().map(|r| r.elements[facet]).collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let names: Vec<Vec<usize>> = (0..facets).map(names).collect();
    for rating in ratings {
        for (element, names) in rating.elements.iter_mut().zip(&names) {
            *element = names.partition_point(|name| name < element);
        }
    }
    names
}

#[cfg(test)]
mod tests;
