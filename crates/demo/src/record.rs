//! What is on record of the award that is the demonstration's model: years, counts, and who won.
//!
//! Counts of valid initiatives, entities and countries: the award's own announcements (guangzhouaward.org, pages on each
//! edition). Winners: 2012 and 2014, the award's overview of its editions; 2016, its announcement of 9 December 2016; 2018,
//! its announcement of 7 December 2018; 2020, the press release on the closing ceremony of 12 November 2021. What the
//! winners are said here to have done is invented like every other text; only that they won is on record.

/// One edition of the record.
pub struct Edition {
    /// Which one, from 1.
    pub number: usize,
    /// The year it is named after.
    pub year: i64,
    /// Valid entries.
    pub entries: usize,
    /// Entities they came from.
    pub entities: usize,
    /// Countries and regions of these.
    pub countries: usize,
    /// The winners, with the kind of initiative that the demonstration invents for them.
    pub winners: &'static [(&'static str, &'static str)],
    /// Who else got a distinction: a special mention, or the public's vote.
    pub mentioned: &'static [(&'static str, &'static str)],
    /// The day of its ceremony.
    pub decided: &'static str,
}

/// The editions that have been run.
pub const EDITIONS: [Edition; 5] = [
    Edition {
        number: 1,
        year: 2012,
        entries: 255,
        entities: 153,
        countries: 56,
        winners: &[
            ("Vancouver", "urban-forest"),
            ("Vienna", "building-retrofit"),
            ("Seoul", "food-policy"),
            ("Kocaeli", "early-warning-floods"),
            ("Lilongwe", "slum-upgrading"),
        ],
        mentioned: &[],
        decided: "2012-11-16",
    },
    Edition {
        number: 2,
        year: 2014,
        entries: 259,
        entities: 177,
        countries: 57,
        winners: &[
            ("Antioquia", "cultural-centres-violence"),
            ("Bristol", "rooftop-solar"),
            ("Christchurch", "vacant-buildings-reuse"),
            ("Dakar", "public-toilets-sanitation"),
            ("Hangzhou", "electric-buses-taxis"),
        ],
        mentioned: &[],
        decided: "2014-11-28",
    },
    Edition {
        number: 3,
        year: 2016,
        entries: 301,
        entities: 171,
        countries: 59,
        winners: &[
            ("Songpa-gu", "rooftop-solar"),
            ("Qalyubeya Governorate", "waste-pickers"),
            ("Boston", "participatory-budget"),
            ("Copenhagen", "sponge-parks"),
            ("La Paz", "crossing-guards-at-risk-youth"),
        ],
        mentioned: &[("Yiwu", "one-stop-permits")],
        decided: "2016-12-07",
    },
    Edition {
        number: 4,
        year: 2018,
        entries: 273,
        entities: 193,
        countries: 66,
        winners: &[
            ("Wuhan", "landfill-to-park"),
            ("Milan", "food-policy"),
            ("Guadalajara", "metropolitan-coordination"),
            ("Mezitli", "women-producers-markets"),
            ("New York", "sdg-local-review"),
        ],
        mentioned: &[("Surabaya", "composting-at-doorstep")],
        decided: "2018-12-07",
    },
    Edition {
        number: 5,
        year: 2020,
        entries: 273,
        entities: 175,
        countries: 60,
        winners: &[
            ("Chongqing", "landslide-hillsides"),
            ("Union of Dannieh Municipalities", "early-childhood"),
            ("Quito", "urban-farms"),
            ("Vienna", "superblocks"),
            ("Saint-Louis", "mangrove-coast"),
        ],
        mentioned: &[("Odisha", "slum-upgrading")],
        decided: "2021-11-12",
    },
];

/// The counts of the edition that is running: valid entries, entities, countries.
pub const RUNNING: (usize, usize, usize) = (274, 193, 54);
