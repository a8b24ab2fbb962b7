//! People: accounts, the ways in, tokens, and who may do what where.

mod account;
mod handed;
mod links;
mod password;
mod roles;
mod secret;
mod sign_in;
mod throttle;
mod tokens;

pub use account::{AccountChange, NewPerson};
pub use handed::HandedLink;
pub use kapok_store::people::Person;
pub use kapok_store::tokens::Token;
pub use links::{LinkKind, LinkView};
pub use roles::{Invitation, Member};
pub use sign_in::{SignIn, SignedIn};
pub use tokens::NewToken;

pub(crate) use password::Passwords;
pub(crate) use secret::{fingerprint, mint};
pub(crate) use throttle::stale as stale_tries;

use kapok_base::Refusal;

/// An address as it is kept and compared: trimmed, in small letters.
pub(crate) fn usual_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Whether an address could be one. Only a mail that arrives proves more.
pub(crate) fn check_email(email: &str) -> Result<(), Refusal> {
    let fits = email.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.split('.').all(|part| !part.is_empty())
            && domain.contains('.')
            && !domain.contains('@')
    });
    let plain = email.len() <= 254 && !email.chars().any(|c| c.is_whitespace() || c.is_control());
    if fits && plain { Ok(()) } else { Err(Refusal::invalid("email_invalid").at("/email")) }
}

/// A person's name: 1 to 200 characters in one line.
pub(crate) fn check_name(name: &str) -> Result<(), Refusal> {
    let length = name.trim().chars().count();
    if length == 0 {
        return Err(Refusal::invalid("required").at("/name"));
    }
    if length > 200 {
        return Err(Refusal::invalid("too_long").at("/name").with("limit", 200_usize));
    }
    if name.chars().any(char::is_control) {
        return Err(Refusal::invalid("one_line_only").at("/name"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_judged_by_their_shape_alone() {
        for good in ["ana@example.org", "a.b+c@sub.example.org", "李@例子.中国"] {
            assert!(check_email(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "ana",
            "@example.org",
            "ana@",
            "ana@example",
            "a@b@example.org",
            "a b@example.org",
            "a@x..org",
        ] {
            assert!(check_email(bad).is_err(), "{bad}");
        }
        assert_eq!(usual_email("  Ana@Example.ORG "), "ana@example.org");
    }

    #[test]
    fn names_are_one_line() {
        assert!(check_name("安娜").is_ok());
        for bad in ["", "   ", "Ana\nBcc: x", &"a".repeat(201)] {
            assert!(check_name(bad).is_err(), "{bad:?}");
        }
    }
}
