//! Drawing one line: places are filled from the top, quotas hold, and a tie across the line is named.

use super::{Cut, CutRule, Line, Ranked, Ties, Trait};
use kapok_base::{Decimal, Exact, exact};
use num_traits::ToPrimitive;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The line of `cut` through `rest`, which comes best first; `all` entries were ranked.
pub(super) fn line(cut: &Cut, rest: &[&Ranked], all: usize) -> Line {
    let (mut rest, mut places) = (rest.to_vec(), usize::MAX);
    match &cut.rule {
        CutRule::Top { count } => places = usize::try_from(*count).unwrap_or(usize::MAX),
        CutRule::Share { percent } => places = share(*percent, all),
        CutRule::AtLeast { score } => rest.retain(|r| r.score >= exact(*score)),
    }
    let mut drawing = Drawing { cut, places, taken: Vec::new(), tied: Vec::new(), passed: Vec::new() };
    let ordered = ordered(&rest, &cut.ties);
    drawing.reserve(&ordered);
    drawing.fill(&ordered);
    drawing.line(&rest)
}

fn share(percent: Decimal, all: usize) -> usize {
    let part = exact(percent) * Exact::from_integer(all.into()) / Exact::from_integer(100.into());
    part.ceil().to_integer().to_usize().unwrap_or(0)
}

/// Groups that tie, best first: entries of one rank, told further apart where the line's rule breaks ties.
fn ordered<'a>(rest: &[&'a Ranked], ties: &Ties) -> Vec<Vec<&'a Ranked>> {
    let key = |r: &Ranked| match ties {
        Ties::Broken { by } => by.iter().map(|c| Reverse(r.criteria.get(c).cloned())).collect(),
        Ties::Admitted | Ties::Referred => Vec::new(),
    };
    let mut keyed: Vec<_> = rest.iter().map(|r| ((r.rank, key(r)), *r)).collect();
    keyed.sort_by(|(a, x), (b, y)| (a, x.entry).cmp(&(b, y.entry)));
    let groups = keyed.chunk_by(|(a, _), (b, _)| a == b);
    groups.map(|group| group.iter().map(|(_, r)| *r).collect()).collect()
}

/// A line on its way.
struct Drawing<'a> {
    cut: &'a Cut,
    places: usize,
    taken: Vec<&'a Ranked>,
    tied: Vec<&'a Ranked>,
    passed: Vec<&'a Ranked>,
}

impl<'a> Drawing<'a> {
    /// The best of each trait take the places that a quota keeps for them.
    fn reserve(&mut self, groups: &[Vec<&'a Ranked>]) {
        for quota in self.cut.quotas.iter().filter(|quota| quota.least > 0) {
            for group in groups {
                let mut shared: BTreeMap<&str, Vec<&Ranked>> = BTreeMap::new();
                for entry in group.iter().filter(|r| !self.is_placed(r)) {
                    if let Some(value) = entry.traits.get(&quota.by) {
                        shared.entry(value).or_default().push(entry);
                    }
                }
                for (value, some) in shared {
                    let kept = (quota.least as usize).saturating_sub(self.count(quota.by, value));
                    self.admit(some, kept.min(self.places.saturating_sub(self.taken.len())));
                }
            }
        }
    }

    /// What is left goes to the best of all, as long as a quota lets them pass.
    fn fill(&mut self, groups: &[Vec<&'a Ranked>]) {
        for group in groups {
            if self.taken.len() + self.tied.len() >= self.places {
                return;
            }
            let open: Vec<_> = group.iter().copied().filter(|r| !self.is_placed(r)).collect();
            let (mut free, full): (Vec<_>, Vec<_>) = open.into_iter().partition(|r| self.room(r) > 0);
            self.passed.extend(full);
            // Whoever ties for the last place of a quota, ties; the others of the group do not wait for that.
            while let Some((by, value, room)) = self.crowded(&free) {
                let shares = |r: &&Ranked| r.traits.get(&by) == Some(&value);
                let (crowd, others): (Vec<_>, Vec<_>) = free.into_iter().partition(shares);
                if room == 0 {
                    self.passed.extend(crowd);
                } else {
                    self.admit(crowd, room);
                }
                free = others;
            }
            let left = self.places.saturating_sub(self.taken.len() + self.tied.len());
            self.admit(free, left);
        }
    }

    /// Takes a group that ties into so many places, as the rule for ties says.
    fn admit(&mut self, group: Vec<&'a Ranked>, places: usize) {
        match &self.cut.ties {
            _ if places == 0 => {}
            _ if group.len() <= places => self.taken.extend(group),
            Ties::Admitted => self.taken.extend(group),
            Ties::Referred | Ties::Broken { .. } => self.tied.extend(group),
        }
    }

    fn is_placed(&self, entry: &Ranked) -> bool {
        self.taken.iter().chain(&self.tied).any(|placed| placed.entry == entry.entry)
    }

    /// How many above the line share a trait; those that tie for it count.
    fn count(&self, by: Trait, value: &str) -> usize {
        let shares = |r: &&&Ranked| r.traits.get(&by).is_some_and(|v| v == value);
        self.taken.iter().chain(&self.tied).filter(shares).count()
    }

    /// How many more of an entry's kind the quotas let pass.
    fn room(&self, entry: &Ranked) -> usize {
        let room = |quota: &super::Quota| {
            let value = entry.traits.get(&quota.by)?;
            Some((quota.most? as usize).saturating_sub(self.count(quota.by, value)))
        };
        self.cut.quotas.iter().filter_map(room).min().unwrap_or(usize::MAX)
    }

    /// A trait that more of a group share than its quota still lets pass.
    fn crowded(&self, group: &[&Ranked]) -> Option<(Trait, String, usize)> {
        for quota in &self.cut.quotas {
            let Some(most) = quota.most else { continue };
            for value in group.iter().filter_map(|r| r.traits.get(&quota.by)) {
                let room = (most as usize).saturating_sub(self.count(quota.by, value));
                if group.iter().filter(|r| r.traits.get(&quota.by) == Some(value)).count() > room {
                    return Some((quota.by, value.clone(), room));
                }
            }
        }
        None
    }

    fn line(mut self, rest: &[&Ranked]) -> Line {
        self.taken.sort_by_key(|r| (r.rank, r.entry));
        let above = |r: &Ranked| self.taken.iter().any(|taken| taken.entry == r.entry);
        let parted = |group: &&[&Ranked]| group.iter().any(|r| above(r)) && !group.iter().all(|r| above(r));
        let parted_by = match &self.cut.ties {
            Ties::Broken { by } => by.clone(),
            Ties::Admitted | Ties::Referred => Vec::new(),
        };
        let elsewhere = |r: &Ranked| self.tied.iter().chain(&self.passed).any(|other| other.entry == r.entry);
        let ranks = rest.chunk_by(|a, b| a.rank == b.rank).filter(|_| !parted_by.is_empty());
        let split = ranks.filter(parted).flatten().filter(|r| !elsewhere(r));
        let parted = split.map(|r| r.entry).collect();
        let last = self.taken.last().map_or(0, |r| r.rank);
        let better = rest.iter().filter(|r| r.rank < last && !self.is_placed(r));
        Line {
            label: self.cut.label.clone(),
            advances: self.cut.advances,
            entries: self.taken.iter().map(|r| r.entry).collect(),
            tied: self.tied.iter().map(|r| r.entry).collect(),
            parted,
            parted_by,
            passed_over: better.map(|r| r.entry).collect(),
        }
    }
}
