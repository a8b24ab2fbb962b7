//! Who is comparable with whom: entries and judges linked by scorecards. Two entries without a chain of common judges
//! between them share no yardstick.

use std::collections::BTreeMap;

/// Entries and judges that are linked with each other and with nobody else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component {
    /// Its entries, ascending.
    pub entries: Vec<usize>,
    /// Its judges, ascending.
    pub judges: Vec<usize>,
}

/// The connected parts of the graph whose links are (entry, judge), the one with most entries first.
#[must_use]
pub fn components(links: impl IntoIterator<Item = (usize, usize)>) -> Vec<Component> {
    let linked = linked(links.into_iter().map(|(entry, judge)| vec![(0, entry), (1, judge)]));
    let component = |nodes: Vec<(usize, usize)>| {
        let side = |side| nodes.iter().filter(move |n| n.0 == side).map(|n| n.1).collect();
        Component { entries: side(0), judges: side(1) }
    };
    let mut components: Vec<Component> = linked.into_iter().map(component).collect();
    components.sort_by(|a, b| b.entries.len().cmp(&a.entries.len()).then(a.entries.cmp(&b.entries)));
    components
}

/// The connected parts of any graph whose links each join several nodes; nodes ascending, parts by their first node.
pub(crate) fn linked<T: Ord + Copy>(links: impl IntoIterator<Item = Vec<T>>) -> Vec<Vec<T>> {
    let mut index = BTreeMap::new();
    let mut parent = Vec::new();
    for link in links {
        let mut first = None;
        for node in link {
            let fresh = parent.len();
            let at = *index.entry(node).or_insert(fresh);
            if at == fresh {
                parent.push(fresh);
            }
            let root = root(&mut parent, at);
            let joined = *first.get_or_insert(root);
            parent[root] = joined;
        }
    }
    let mut parts: BTreeMap<usize, Vec<T>> = BTreeMap::new();
    for (node, at) in index {
        parts.entry(root(&mut parent, at)).or_default().push(node);
    }
    let mut parts: Vec<Vec<T>> = parts.into_values().collect();
    parts.sort();
    parts
}

/// The root of a node's tree, halving the path on the way.
fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_of_common_judges_link_and_gaps_part() {
        let links = [(1, 1), (2, 1), (2, 2), (3, 2), (4, 9), (7, 7), (6, 7), (7, 8)];
        let found = components(links);
        let expected = [
            Component { entries: vec![1, 2, 3], judges: vec![1, 2] },
            Component { entries: vec![6, 7], judges: vec![7, 8] },
            Component { entries: vec![4], judges: vec![9] },
        ];
        assert_eq!(found, expected);
        assert_eq!(components(links.into_iter().rev()), expected);
        assert_eq!(components([]), []);
    }
}
