//! Parts of the world whose offices write alike, finer than the regions of the library: where a plan of a dossier is at home.

use crate::places::Place;

const HOMES: [(&str, &[&str]); 5] = [
    (
        "east_europe",
        &[
            "AL", "AM", "AZ", "BA", "BG", "BY", "CZ", "EE", "GE", "HR", "HU", "KG", "KZ", "LT", "LV", "MD",
            "ME", "MK", "PL", "RO", "RS", "RU", "SI", "SK", "TJ", "TM", "UA", "UZ",
        ],
    ),
    (
        "middle_east",
        &[
            "AE", "BH", "DZ", "EG", "IL", "IQ", "IR", "JO", "KW", "LB", "LY", "MA", "OM", "PS", "QA", "SA",
            "SD", "SY", "TN", "TR", "YE",
        ],
    ),
    ("south_asia", &["AF", "BD", "BT", "IN", "LK", "MV", "NP", "PK"]),
    ("southeast_asia", &["BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN"]),
    (
        "west_europe",
        &[
            "AT", "BE", "CH", "CY", "DE", "DK", "ES", "FI", "FR", "GR", "IS", "IT", "LU", "MT", "NL", "NO",
            "PT", "SE",
        ],
    ),
];

/// Whether a place lies in a part of the world; nothing when there is none of that name.
pub(crate) fn lies_in(place: &Place, home: &str) -> Option<bool> {
    let (_, countries) = HOMES.iter().find(|(name, _)| *name == home)?;
    Some(countries.contains(&place.country.as_str()))
}
