//! The links of the masthead, by role. A new area adds one line to [`LINKS`].

use kapok_access::{Caller, RoleName};

/// One link of the masthead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it leads.
    pub href: &'static str,
    /// The key of its words.
    pub key: &'static str,
    /// Whether the reader is there.
    pub current: bool,
}

/// Address, key of its words, and who is shown it (nobody named: everybody).
const LINKS: &[(&str, &str, &[RoleName])] = &[
    ("/cases", "nav-library", &[]),
    ("/collections", "nav-collections", &[RoleName::Researcher]),
    ("/figures", "nav-figures", &[RoleName::Researcher]),
    ("/editions", "nav-editions", &[]),
    ("/submissions", "nav-submissions", &[RoleName::Entrant]),
    ("/assignments", "nav-assignments", &[RoleName::Judge]),
    ("/organise", "nav-organise", &[RoleName::Organiser, RoleName::Administrator, RoleName::Auditor]),
    ("/editor", "nav-editor", &[RoleName::Editor, RoleName::Administrator]),
    ("/people", "nav-people", &[RoleName::Administrator, RoleName::Organiser]),
    ("/outbox", "nav-outbox", &[RoleName::Administrator, RoleName::Organiser]),
];

/// The links for a caller at a path.
pub(crate) fn items(caller: &Caller, path: &str) -> Vec<Item> {
    let shown = LINKS.iter().filter(|(_, _, roles)| roles.is_empty() || roles.iter().any(|r| caller.is(*r)));
    shown.map(|(href, key, _)| Item { href, key, current: is_within(path, href) }).collect()
}

fn is_within(path: &str, href: &str) -> bool {
    let path = path.split('?').next().unwrap_or(path);
    path == href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_sees_what_is_public_and_where_they_are() {
        let items = items(&Caller::visitor(), "/cases/123?q=a");
        let found: Vec<_> = items.iter().map(|item| (item.href, item.current)).collect();
        assert_eq!(found, [("/cases", true), ("/editions", false)]);
    }
}
