//! The rating scale: how likely each category is at a place on the scale of logits.

/// Categories and the thresholds between them.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    pub categories: Vec<i64>,
    /// One fewer than categories.
    pub thresholds: Vec<f64>,
}

/// What the model expects of one rating, in steps above the lowest category.
pub(super) struct Expected {
    pub mean: f64,
    pub variance: f64,
}

impl Scale {
    pub fn new(mut categories: Vec<i64>) -> Self {
        categories.sort_unstable();
        categories.dedup();
        let thresholds = vec![0.0; categories.len().saturating_sub(1)];
        Self { categories, thresholds }
    }

    /// A category as steps above the lowest one; a category between or outside of those known as the nearest below.
    pub fn steps(&self, category: i64) -> usize {
        self.categories.partition_point(|known| *known <= category).saturating_sub(1)
    }

    /// The probabilities of the categories at `logit`, into `out`.
    pub fn probabilities(&self, logit: f64, out: &mut Vec<f64>) {
        out.clear();
        out.push(0.0);
        let mut exponent = 0.0;
        for threshold in &self.thresholds {
            exponent += logit - threshold;
            out.push(exponent);
        }
        let most = out.iter().fold(0.0_f64, |most, e| most.max(*e));
        out.iter_mut().for_each(|e| *e = libm::exp(*e - most));
        let whole: f64 = out.iter().sum();
        out.iter_mut().for_each(|p| *p /= whole);
    }
}

impl Expected {
    pub fn of(probabilities: &[f64]) -> Self {
        let weighted = |value: &dyn Fn(f64) -> f64| -> f64 {
            probabilities.iter().enumerate().map(|(steps, p)| p * value(steps as f64)).sum()
        };
        let mean = weighted(&|steps| steps);
        Self { mean, variance: weighted(&|steps| (steps - mean) * (steps - mean)) }
    }
}
