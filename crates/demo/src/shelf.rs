//! What has been written so far, so that no two dossiers are alike: titles taken, and how often each plan was followed.

use crate::kinds::{Kind, Plan};
use crate::places::Tongue;
use crate::sentence::{Scene, are_given};
use kapok_base::{Random, Stream};
use std::collections::{BTreeMap, BTreeSet};

/// The dossiers on the shelf.
#[derive(Debug, Default)]
pub struct Shelf {
    pub(crate) titles: BTreeSet<String>,
    /// By kind, language and place in the list of plans.
    followed: BTreeMap<(&'static str, Tongue, usize), u64>,
}

impl Shelf {
    /// Of the plans that are at home there one that was followed least, with who chooses its versions.
    pub(crate) fn plan(
        &mut self,
        kind: &'static Kind,
        tongue: Tongue,
        scene: Scene<'_>,
        chance: &Stream,
    ) -> Option<(&'static Plan, Versions)> {
        let plans = kind.texts(tongue)?.plan.iter().enumerate();
        let at_home: Vec<_> = plans.filter(|(_, plan)| are_given(&plan.home, scene)).collect();
        let times = |at: usize| self.followed.get(&(kind.key.as_str(), tongue, at)).copied().unwrap_or(0);
        let fewest = at_home.iter().map(|(at, _)| times(*at)).min()?;
        let least: Vec<_> = at_home.into_iter().filter(|(at, _)| times(*at) == fewest).collect();
        let drawn = usize::try_from(chance.below(least.len() as u64)).unwrap_or(0);
        let (at, plan) = *least.get(drawn)?;
        self.followed.insert((kind.key.as_str(), tongue, at), fewest + 1);
        let purpose = format!("versions of {}/{}/{at}/{}", kind.key, tongue.tag(), fewest / TOGETHER);
        let shared = Random::seeded(2012).stream(&purpose);
        Some((plan, Versions { turn: fewest % TOGETHER, slot: 0, shared }))
    }
}

/// So many dossiers in a row of one plan are kept apart by more than chance.
const TOGETHER: u64 = 8;

/// Chooses among the versions of a plan's slots.
pub(crate) struct Versions {
    turn: u64,
    slot: u64,
    /// The same for those that are kept apart together.
    shared: Stream,
}

impl Versions {
    /// Which of so many. Of eight dossiers in a row any two differ in four of seven slots that have versions: the simplex code of
    /// length 7 (MacWilliams and Sloane, "The Theory of Error-Correcting Codes", 1977, chapter 1). The slot counts for all dossiers
    /// alike, however many of its `among` versions fit one of them.
    pub(crate) fn choose(&mut self, of: usize, among: usize) -> usize {
        let shift = self.shared.below(1 << 16);
        if among > 1 {
            self.slot = self.slot % 7 + 1;
        }
        if of < 2 {
            return 0;
        }
        let code = u64::from((self.turn & self.slot).count_ones() % 2);
        usize::try_from((shift + code) % of as u64).unwrap_or(0)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::kinds::kind;
    use crate::places::place;

    #[test]
    fn eight_in_a_row_differ_in_four_of_seven_slots() {
        let kind = kind("superblocks").unwrap();
        let scene = Scene { place: place("Vienna").unwrap(), year: 2020 };
        let (mut shelf, chance) = (Shelf::default(), Random::seeded(1).stream("any"));
        let mut eight = [(); 8].map(|()| shelf.plan(kind, Tongue::En, scene, &chance).unwrap());
        let drawn: Vec<Vec<usize>> =
            eight.iter_mut().map(|(_, versions)| (0..28).map(|_| versions.choose(2, 2)).collect()).collect();
        for (at, one) in drawn.iter().enumerate() {
            for other in &drawn[at + 1..] {
                assert_eq!(one.iter().zip(other).filter(|(a, b)| a != b).count(), 16);
            }
        }
    }
}
