//! More time for one judge of a round.

use crate::text;
use kapok_base::{Deadline, Instant, Refusal};

/// Checks a due time of one judge's own against the round's; gives the reason, trimmed.
///
/// # Errors
/// `due_passed` when it is over already, `due_before_round` when it is earlier than the round's, `reason_missing`,
/// `text_too_long`.
pub fn check(
    due: &Deadline,
    of_round: Option<&Deadline>,
    reason: Option<&str>,
    now: Instant,
) -> Result<String, Refusal> {
    if !due.admits(now) {
        return Err(Refusal::invalid("due_passed").at("/due"));
    }
    if of_round.is_some_and(|round| due.too_late_from < round.too_late_from) {
        return Err(Refusal::invalid("due_before_round").at("/due"));
    }
    text::reason(reason, "/reason")
}

/// Until when a judge's scorecards are wanted: the later of the round's due time and their own.
#[must_use]
pub fn due<'a>(of_round: Option<&'a Deadline>, own: Option<&'a Deadline>) -> Option<&'a Deadline> {
    own.into_iter().chain(of_round).max_by_key(|due| due.too_late_from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_time_lies_ahead_and_has_a_reason() {
        let due = |local: &str| Deadline::new(local, "Asia/Shanghai").unwrap();
        let now: Instant = "2026-05-10T00:00:00Z".parse().unwrap();
        let round = due("2026-05-20T23:59:59");
        for (local, of_round, reason, answer) in [
            ("2026-05-25T23:59:59", Some(&round), Some(" Ill "), Ok("Ill".to_owned())),
            ("2026-05-20T23:59:59", Some(&round), Some("As before"), Ok("As before".to_owned())),
            ("2026-05-20T23:59:58", Some(&round), Some("Ill"), Err("due_before_round")),
            ("2026-05-11T00:00:00", None, Some("Ill"), Ok("Ill".to_owned())),
            ("2026-05-10T07:59:59", None, Some("Ill"), Err("due_passed")),
            ("2026-05-25T23:59:59", None, Some(" "), Err("reason_missing")),
            ("2026-05-25T23:59:59", None, None, Err("reason_missing")),
        ] {
            let found = check(&due(local), of_round, reason, now).map_err(|refusal| refusal.code);
            assert_eq!(found, answer, "{local}");
        }
    }

    #[test]
    fn the_later_of_both_counts_so_that_a_round_that_is_put_off_shortens_nobody() {
        let due = |day: &str| Deadline::new(&format!("2026-05-{day}T23:59:59"), "UTC").unwrap();
        let (early, late) = (due("20"), due("25"));
        for (of_round, own, expected) in [
            (Some(&early), Some(&late), Some(&late)),
            (Some(&late), Some(&early), Some(&late)),
            (Some(&early), None, Some(&early)),
            (None, Some(&early), Some(&early)),
            (None, None, None),
        ] {
            assert_eq!(super::due(of_round, own), expected);
        }
    }
}
