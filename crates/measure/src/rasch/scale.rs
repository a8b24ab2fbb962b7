//! The rating scale: how likely each category is at a place on the scale of logits.

/// Categories and the thresholds between them.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    pub categories: Vec<i64>,
    /// One fewer than categories.
    thresholds: Vec<f64>,
    /// The odds of each step at 0 logits: e to the minus threshold.
    odds: Vec<f64>,
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
        let steps = categories.len().saturating_sub(1);
        Self { categories, thresholds: vec![0.0; steps], odds: vec![1.0; steps] }
    }

    pub fn thresholds(&self) -> &[f64] {
        &self.thresholds
    }

    pub fn set(&mut self, thresholds: Vec<f64>) {
        self.odds = thresholds.iter().map(|threshold| libm::exp(-threshold)).collect();
        self.thresholds = thresholds;
    }

    /// A category as steps above the lowest one; a category between or outside of those known as the nearest below.
    pub fn steps(&self, category: i64) -> usize {
        self.categories.partition_point(|known| *known <= category).saturating_sub(1)
    }

    /// The probabilities of the categories at `logit`, into `out`.
    pub fn probabilities(&self, logit: f64, out: &mut Vec<f64>) {
        let odds = libm::exp(logit);
        let mut product = 1.0;
        out.clear();
        out.push(product);
        out.extend(self.odds.iter().map(|step| {
            product *= odds * step;
            product
        }));
        let whole: f64 = out.iter().sum();
        if whole.is_finite() {
            out.iter_mut().for_each(|p| *p /= whole);
        } else {
            self.far_probabilities(logit, out);
        }
    }

    /// The same where powers leave the range of numbers.
    fn far_probabilities(&self, logit: f64, out: &mut [f64]) {
        let mut exponent = 0.0;
        out[0] = 0.0;
        for (out, threshold) in out[1..].iter_mut().zip(&self.thresholds) {
            exponent += logit - threshold;
            *out = exponent;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_and_far_probabilities_are_the_same() {
        let mut scale = Scale::new(vec![1, 2, 3, 4]);
        scale.set(vec![-1.0, 2.0, 0.5]);
        let (mut near, mut far) = (Vec::new(), vec![0.0; 4]);
        for logit in [-20.0, -1.0, 0.0, 3.0, 40.0] {
            scale.probabilities(logit, &mut near);
            scale.far_probabilities(logit, &mut far);
            assert!(near.iter().zip(&far).all(|(near, far)| (near - far).abs() < 1e-12), "{logit}");
        }
        scale.probabilities(800.0, &mut near);
        assert_eq!(near, [0.0, 0.0, 0.0, 1.0], "beyond the range of numbers");
    }
}
