//! Turns that fit a session.

use super::*;
use uuid::Uuid;

fn entry(n: u128) -> EntryId {
    EntryId(Uuid::from_u128(n))
}

fn minute(n: i64) -> Instant {
    Instant::from_micros(n * 60_000_000)
}

fn slot(n: u128, starts: i64, minutes: u32) -> Slot {
    Slot { entry: entry(n), starts_at: minute(starts), minutes }
}

fn attempt(slots: &[Slot]) -> Result<Vec<u128>, Vec<(&'static str, String)>> {
    let in_round = (1..=4).map(entry).collect();
    let elsewhere = BTreeSet::from([entry(4)]);
    arrange(minute(0), slots, &in_round, &elsewhere)
        .map(|slots| slots.iter().map(|s| s.entry.0.as_u128()).collect())
        .map_err(|r| r.details.into_iter().map(|d| (d.code, d.pointer.unwrap_or_default())).collect())
}

#[test]
fn turns_are_put_in_order_and_may_touch() {
    assert_eq!(attempt(&[slot(2, 20, 20), slot(1, 0, 20), slot(3, 45, 20)]), Ok(vec![1, 2, 3]));
    assert_eq!(attempt(&[]), Ok(vec![]));
}

#[test]
fn each_fault_is_named_at_its_place() {
    let one = slot(1, 0, 20);
    for (slots, code, pointer) in [
        (vec![slot(2, 10, 20), one], "slots_overlap", "/slots/0/starts_at"),
        (vec![one, slot(1, 20, 20)], "entry_repeated", "/slots/1/entry"),
        (vec![one, slot(9, 20, 20)], "entry_not_in_round", "/slots/1/entry"),
        (vec![one, slot(4, 20, 20)], "entry_heard_elsewhere", "/slots/1/entry"),
        (vec![slot(1, -1, 20)], "slot_before_hearing", "/slots/0/starts_at"),
        (vec![slot(1, 0, 0)], "slot_length", "/slots/0/minutes"),
        (vec![slot(1, 0, 481)], "slot_length", "/slots/0/minutes"),
    ] {
        assert_eq!(attempt(&slots), Err(vec![(code, pointer.to_owned())]));
    }
}
