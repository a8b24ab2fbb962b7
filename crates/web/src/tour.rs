//! The tour of a demonstration: the people it can be seen as. It opens no door of its own: each button fills in the
//! ordinary form for signing in with an address and a password that `kapok demo` prints anyway.

use kapok_access::RoleName;

/// Who can be looked over the shoulder of. An installation that is no demonstration has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tour {
    /// The password of all of them, which guards nothing.
    pub password: String,
    /// One of each role.
    pub guides: Vec<Guide>,
}

/// Somebody of the demonstration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// What one sees with them.
    pub role: RoleName,
    /// The address of their account.
    pub email: String,
    /// Their name.
    pub name: String,
}

impl Guide {
    /// The key of the role's name.
    #[must_use]
    pub fn key(&self) -> String {
        format!("role-{}", self.role.as_str())
    }

    /// The key of one line on what they see.
    #[must_use]
    pub fn sees(&self) -> String {
        format!("tour-sees-{}", self.role.as_str())
    }
}
