//! How likely an entry is to be above the cut, and which ranks it may have: counted from draws of all entries' true values together,
//! so that what their errors have in common is heeded.

/// How often a true value lies within what is given as an interval.
pub const LEVEL: f64 = 0.9;

/// An entry's chances.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// The entry.
    pub entry: usize,
    /// The probability of being among the best.
    pub above: f64,
    /// The better end of the ranks it has in [`LEVEL`] of the draws.
    pub rank_low: usize,
    /// The worse end.
    pub rank_high: usize,
}

/// The chances of entries by so many draws of their values, each draw in the order of `entries`; the error of a probability p over n
/// draws is √(p(1−p)/n). There must be a draw.
pub(crate) fn counted(
    entries: &[usize],
    places: usize,
    draws: impl Iterator<Item = Vec<f64>>,
) -> Vec<Chance> {
    let mut ranks = vec![Vec::with_capacity(draws.size_hint().0); entries.len()];
    let mut order: Vec<usize> = (0..entries.len()).collect();
    for values in draws {
        order.sort_unstable_by(|a, b| values[*b].total_cmp(&values[*a]).then(a.cmp(b)));
        order.iter().zip(1..).for_each(|(entry, rank)| ranks[*entry].push(rank));
    }
    let chance = |(entry, mut ranks): (&usize, Vec<u32>)| {
        ranks.sort_unstable();
        let outside = (0.5 * (1.0 - LEVEL) * ranks.len() as f64) as usize;
        let above = ranks.partition_point(|rank| *rank as usize <= places) as f64 / ranks.len() as f64;
        let (low, high) = (ranks[outside] as usize, ranks[ranks.len() - 1 - outside] as usize);
        Chance { entry: *entry, above, rank_low: low, rank_high: high }
    };
    entries.iter().zip(ranks).map(chance).collect()
}
