//! A defence session: the turns of its entries, one after the other.

use jiff::SignedDuration;
use kapok_base::{EntryId, Instant, Refusal};
use std::collections::BTreeSet;

/// One entry's turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Whose turn.
    pub entry: EntryId,
    /// When it begins.
    pub starts_at: Instant,
    /// How long it lasts, presentation and questions together.
    pub minutes: u32,
}

impl Slot {
    /// The first instant after the turn.
    #[must_use]
    pub fn ends_at(&self) -> Instant {
        self.starts_at.plus(SignedDuration::from_mins(i64::from(self.minutes)))
    }
}

/// Puts the turns of a session in order.
///
/// `in_round` are the entries that the round hears, `elsewhere` those with a turn in another session of it.
///
/// # Errors
/// `hearing_invalid` with details: `slot_length` (1 to 480 minutes), `slot_before_hearing`,
/// `entry_not_in_round`, `entry_repeated`, `entry_heard_elsewhere`, `slots_overlap`.
pub fn arrange(
    starts_at: Instant,
    slots: &[Slot],
    in_round: &BTreeSet<EntryId>,
    elsewhere: &BTreeSet<EntryId>,
) -> Result<Vec<Slot>, Refusal> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (i, slot) in slots.iter().enumerate() {
        let at = format!("/slots/{i}");
        if !(1..=480).contains(&slot.minutes) {
            found.push(Refusal::invalid("slot_length").at(format!("{at}/minutes")));
        }
        if slot.starts_at < starts_at {
            found.push(Refusal::invalid("slot_before_hearing").at(format!("{at}/starts_at")));
        }
        let entry = format!("{at}/entry");
        if !in_round.contains(&slot.entry) {
            found.push(Refusal::invalid("entry_not_in_round").at(entry));
        } else if elsewhere.contains(&slot.entry) {
            found.push(Refusal::invalid("entry_heard_elsewhere").at(entry));
        } else if !seen.insert(slot.entry) {
            found.push(Refusal::invalid("entry_repeated").at(entry));
        }
    }
    let mut order: Vec<(usize, Slot)> = slots.iter().copied().enumerate().collect();
    order.sort_by_key(|(i, slot)| (slot.starts_at, *i));
    for pair in order.windows(2) {
        if let [(_, before), (i, after)] = pair
            && before.ends_at() > after.starts_at
        {
            found.push(Refusal::invalid("slots_overlap").at(format!("/slots/{i}/starts_at")));
        }
    }
    Refusal::gather("hearing_invalid", found).map(|()| order.into_iter().map(|(_, slot)| slot).collect())
}

#[cfg(test)]
mod tests;
