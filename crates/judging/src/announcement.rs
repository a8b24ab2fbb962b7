//! A set of decisions and the instant at which they become public.

use kapok_base::{Instant, Refusal};

/// Whether an announcement for `public_at` is public at `now`: from that very instant on.
#[must_use]
pub fn is_public(public_at: Option<Instant>, now: Instant) -> bool {
    public_at.is_some_and(|at| at <= now)
}

/// Refuses to change an announcement that is public.
///
/// # Errors
/// `announcement_public`.
pub fn may_change(public_at: Option<Instant>, now: Instant) -> Result<(), Refusal> {
    if is_public(public_at, now) {
        return Err(Refusal::state("announcement_public"));
    }
    Ok(())
}

/// Sets or moves the instant at which an announcement becomes public; without one, it is now.
///
/// # Errors
/// `announcement_public`, `announcement_empty` when it has no decision, `instant_passed`.
pub fn schedule(
    public_at: Option<Instant>,
    wanted: Option<Instant>,
    decisions: usize,
    now: Instant,
) -> Result<Instant, Refusal> {
    may_change(public_at, now)?;
    if decisions == 0 {
        return Err(Refusal::state("announcement_empty"));
    }
    let at = wanted.unwrap_or(now);
    if at < now {
        return Err(Refusal::time("instant_passed").with("now", now.to_string()).at("/at"));
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_announcement_is_public_from_its_instant_on_and_then_stays_as_it_is() {
        let at = Instant::from_micros;
        assert!(!is_public(None, at(9)));
        assert!(!is_public(Some(at(10)), at(9)));
        assert!(is_public(Some(at(10)), at(10)));
        let code = |r: Result<Instant, Refusal>| r.map_err(|r| r.code);
        for (public_at, wanted, decisions, answer) in [
            (None, None, 3, Ok(at(9))),
            (None, Some(at(9)), 3, Ok(at(9))),
            (Some(at(10)), Some(at(20)), 3, Ok(at(20))),
            (None, Some(at(8)), 3, Err("instant_passed")),
            (None, None, 0, Err("announcement_empty")),
            (Some(at(9)), Some(at(20)), 3, Err("announcement_public")),
        ] {
            assert_eq!(code(schedule(public_at, wanted, decisions, at(9))), answer);
        }
    }
}
