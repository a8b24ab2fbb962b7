//! Where further scorecards help most: what they may be expected to change, before they are given.
//!
//! An entry's distance from the line is normal, as its probability of being above and its standard error say; further scorecards are
//! that distance with chance added. How often the better-informed side will still be the wrong one is the preposterior expectation
//! of Raiffa and Schlaifer, "Applied Statistical Decision Theory" (1961); spending a budget where it falls most is the knowledge
//! gradient of Gupta and Miescke, "Bayesian look ahead one-stage sampling allocations for selection of the best population" (1996).

use std::f64::consts::{FRAC_PI_2, PI};

/// A scorecard that would mend less than one placement in ten thousand is not asked for.
const SLIGHT: f64 = 1e-4;
/// Steps of the integral, an even number: its error is below a hundred-thousandth.
const STEPS: u32 = 200;

/// What is known of an entry, and how many more could judge it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unsure {
    /// Decides between equals, whatever the order of the list; best the identifier.
    pub key: u128,
    /// The probability of being above the line.
    pub chance: f64,
    /// The standard error of its adjusted score.
    pub error: f64,
    /// Scorecards that it waits for already.
    pub owed: u32,
    /// Further judges who are free to judge it.
    pub free: u32,
}

impl Unsure {
    /// The probability that it is truly on the other side than the one more likely, once all that is owed and so many further
    /// scorecards are in.
    #[must_use]
    pub fn wrong(&self, noise: f64, further: u32) -> f64 {
        wrong_side(self.chance, self.error, noise, self.owed + further)
    }

    /// What so many further scorecards take from that.
    fn gain(&self, noise: f64, further: u32) -> f64 {
        self.wrong(noise, 0) - self.wrong(noise, further)
    }
}

/// The probability that an entry is truly on the other side of the line than the one that will be more likely after so many further
/// scorecards, each with the variance `noise` around the entry's quality. `chance` is the probability of being above now, `error` the
/// standard error of its score; without scorecards, the smaller of `chance` and 1 − `chance`.
///
/// With z the distance from the line in standard errors s, and v the variance of a scorecard, it is twice Owen's T(z, √(v/m)/s)
/// (Owen, "Tables for computing bivariate normal probabilities", 1956), here as the integral of Craig, "A new, simple and exact
/// result for calculating the probability of error for two-dimensional signal constellations" (1991).
#[must_use]
pub fn wrong_side(chance: f64, error: f64, noise: f64, scorecards: u32) -> f64 {
    let now = chance.min(1.0 - chance).clamp(0.0, 0.5);
    if now == 0.0 || scorecards == 0 || error <= 0.0 {
        return now;
    }
    let widest = match noise > 0.0 {
        true => libm::atan(error * (f64::from(scorecards) / noise).sqrt()),
        false => FRAC_PI_2,
    };
    (now - mended(distance(now), widest)).max(0.0)
}

/// The integral of exp(−z²/(2 sin²φ))/π up to `widest`, by Simpson's rule over φ = widest·w²: what a small z makes steep near 0
/// has many steps there.
fn mended(z: f64, widest: f64) -> f64 {
    let density = |w: f64| {
        let sine = libm::sin(widest * w * w);
        if sine <= 0.0 { 0.0 } else { libm::exp(-z * z / (2.0 * sine * sine)) * 2.0 * widest * w }
    };
    let step = 1.0 / f64::from(STEPS);
    let weighted = |i: u32| {
        let weight = if i == 0 || i == STEPS { 1.0 } else { f64::from(2 + 2 * (i % 2)) };
        weight * density(f64::from(i) * step)
    };
    (0..=STEPS).map(weighted).sum::<f64>() * step / (3.0 * PI)
}

/// How many standard errors from the line leave this probability beyond it: at most 40.
fn distance(beyond: f64) -> f64 {
    let (mut low, mut high) = (0.0, 40.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        let left = 0.5 * libm::erfc(middle * std::f64::consts::FRAC_1_SQRT_2);
        if left > beyond { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// How many further scorecards each entry gets of a budget: none where they would hardly change anything, so that some of the budget may be
/// left. Each time the entry gets them whose best number of scorecards mends most a piece: one alone may mend almost nothing where three
/// together do (Frazier and Powell, "Paradoxes in learning and the marginal value of information", 2010).
#[must_use]
pub fn allocate(entries: &[Unsure], noise: f64, budget: u32) -> Vec<u32> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|i| entries[*i].key);
    let gains = |entry: &Unsure| -> Vec<f64> {
        let most = if entry.wrong(noise, 0) > SLIGHT { entry.free.min(budget) } else { 0 };
        (0..=most).map(|further| entry.gain(noise, further)).collect()
    };
    let gains: Vec<Vec<f64>> = entries.iter().map(gains).collect();
    let (mut given, mut left) = (vec![0_usize; entries.len()], budget as usize);
    while left > 0 {
        let (mut best, mut highest) = (None, SLIGHT);
        for entry in &order {
            let (gains, given) = (&gains[*entry], given[*entry]);
            for size in 1..=left.min(gains.len() - 1 - given) {
                let rate = (gains[given + size] - gains[given]) / size as f64;
                if rate > highest {
                    (best, highest) = (Some((*entry, size)), rate);
                }
            }
        }
        let Some((entry, size)) = best else { break };
        given[entry] += size;
        left -= size;
    }
    given.into_iter().map(|given| u32::try_from(given).unwrap_or(u32::MAX)).collect()
}

#[cfg(test)]
mod tests;
