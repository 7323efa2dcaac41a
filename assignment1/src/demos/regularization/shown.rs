//! A training with wrong labels, drawn and in words.

use super::thinned::Thinned;
use super::watch::Watched;
use common::error::Result;
use common::figures::Plot;
use common::plots;

impl Watched {
    /// What the network says everywhere, the losses over the steps, the weights.
    pub fn plots(&mut self) -> [Plot; 3] {
        let (data, title) = (
            self.learner.data().clone(),
            "What the network says everywhere",
        );
        let logits = |points| self.learner.logits(points);
        let map = plots::boundary_plot(title, ["x", "y"], &data, logits);
        let weights = Plot::new("Weights").x("weight").log_y();
        let weights = weights.histogram("weights", self.learner.weights());
        [map, self.stopping.plot(), weights]
    }

    /// What is to be said of wrong labels, early stopping and dropout.
    ///
    /// # Errors
    /// Those of measuring.
    pub fn words(&mut self) -> Result<Vec<String>> {
        let mut words = Vec::new();
        let (repeated, wrong) = (self.wrong.repeated(&mut self.learner), self.wrong.count());
        if wrong > 0 {
            words.push(format!(
                "The network repeats {repeated} of {wrong} wrong labels."
            ));
        }
        words.extend(self.stopping.words(&mut self.learner)?);
        if self.is_thinned {
            words.push(Thinned::of(&mut self.learner).to_string());
        }
        Ok(words)
    }
}
