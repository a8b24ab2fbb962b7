//! Elements with nothing but highest or nothing but lowest ratings: their likelihood has no maximum, and without them
//! others may turn extreme.

use super::Rating;
use std::collections::BTreeMap;

/// An element set aside.
pub(super) struct Extreme {
    pub facet: usize,
    pub element: usize,
    /// Its ratings that were left when it was set aside.
    pub ratings: Vec<usize>,
    /// Whether they are the highest.
    pub high: bool,
}

/// What is left, and what was set aside, in that order.
pub(super) struct Sorted {
    pub left: Vec<usize>,
    pub removed: Vec<Extreme>,
}

/// Sets extreme elements aside until none is left.
pub(super) fn set_aside(facets: usize, ratings: &[Rating]) -> Sorted {
    let mut sorted = Sorted { left: (0..ratings.len()).collect(), removed: Vec::new() };
    loop {
        let categories = || sorted.left.iter().map(|r| ratings[*r].category);
        let (Some(lowest), Some(highest)) = (categories().min(), categories().max()) else { return sorted };
        let mut by_element: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for rating in &sorted.left {
            for facet in 0..facets {
                by_element.entry((facet, ratings[*rating].elements[facet])).or_default().push(*rating);
            }
        }
        let before = sorted.removed.len();
        for ((facet, element), of_it) in by_element {
            let only = |category| of_it.iter().all(|r| ratings[*r].category == category);
            if only(lowest) || only(highest) {
                let high = !only(lowest);
                sorted.removed.push(Extreme { facet, element, ratings: of_it, high });
            }
        }
        let extreme = |rating: &usize| {
            let of = |e: &Extreme| ratings[*rating].elements[e.facet] == e.element;
            sorted.removed[before..].iter().any(of)
        };
        sorted.left = sorted.left.iter().copied().filter(|r| !extreme(r)).collect();
        if sorted.removed.len() == before {
            return sorted;
        }
    }
}
