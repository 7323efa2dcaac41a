//! Points of the plane with labels that can be changed, as demonstrations of perceptrons need them.

use super::signed::logits;
use crate::novikoff::Margin;
use crate::perceptron::Perceptron;
use common::by_hand::{Device, Tensor, TensorData};
use common::data::{Data, Dataset};
use common::error::Result;
use common::examples::Examples;
use common::figures::{Example, Plot};
use common::learner::Start;
use common::plots;

/// The training part of a data set of points, on the host.
#[derive(Debug, Clone)]
pub struct Points {
    /// The points.
    pub places: Vec<[f64; 2]>,
    /// The label of each, +1 or -1.
    pub labels: Vec<f64>,
    /// The names of the classes, that of -1 first.
    pub names: [String; 2],
    device: Device,
}

impl Points {
    /// So many generated points, with this noise.
    ///
    /// # Errors
    /// A data set that is not generated.
    pub fn draw((set, count): (Dataset, usize), noise: f64, start: &Start) -> Result<Self> {
        // A fifth of them are for tests, of which there are none here.
        let data = Examples::generated(set, count * 5 / 4, noise).load(start)?;
        Ok(Self::of(&data))
    }

    /// The first class has the label -1, the last +1; of more classes the others are left out.
    fn of(data: &Data<2>) -> Self {
        let inputs = data.train.whole().inputs;
        let flat: Vec<f64> = inputs.to_data().iter().collect();
        let last = data.classes.len() - 1;
        let labelled = flat.chunks(2).zip(data.train.labels());
        let kept = labelled.filter(|(_, class)| **class == 0 || **class == last);
        let sign = |class: &usize| if *class == 0 { -1.0 } else { 1.0 };
        let kept = kept.map(|(place, class)| ([place[0], place[1]], sign(class)));
        let (places, labels) = kept.unzip();
        Self {
            places,
            labels,
            names: [0, last].map(|class| data.classes[class].clone()),
            device: inputs.device(),
        }
    }

    /// The points as a tensor `[examples, 2]`.
    pub fn inputs(&self) -> Tensor<2> {
        let shape = [self.places.len(), 2];
        let data = TensorData::new(self.places.as_flattened().to_vec(), shape);
        Tensor::from_data(data, &self.device)
    }

    /// The same points elsewhere.
    pub fn seen(&self, seen: fn(Tensor<2>) -> Tensor<2>) -> Self {
        let flat: Vec<f64> = seen(self.inputs()).to_data().iter().collect();
        let places = flat.chunks(2).map(|it| [it[0], it[1]]).collect();
        let own = self.clone();
        Self { places, ..own }
    }

    /// The share of them, seen as `inputs`, that a perceptron gets right.
    pub fn accuracy(&self, perceptron: &Perceptron, inputs: Tensor<2>) -> f64 {
        let labels = Tensor::from_data(&self.labels[..], &self.device);
        let right = perceptron.forward(inputs).equal(labels).float().sum();
        right.into_scalar::<f64>() / self.labels.len() as f64
    }

    /// How well a line separates them.
    pub fn margin(&self) -> Margin {
        Margin::of(self.places.as_flattened(), 2, &self.labels)
    }

    /// The one nearest to a place.
    pub fn nearest(&self, x: f64, y: f64) -> usize {
        let far = |it: &usize| (self.places[*it][0] - x).hypot(self.places[*it][1] - y);
        let nearest = (0..self.places.len()).min_by(|a, b| far(a).total_cmp(&far(b)));
        nearest.unwrap_or(0)
    }

    /// The square around all of them, in which what is perpendicular looks so.
    pub fn square(&self) -> [(f64, f64); 2] {
        let ranges = [0, 1].map(|axis| {
            let values = self.places.iter().map(|place| place[axis]);
            let low = values.clone().fold(f64::INFINITY, f64::min);
            (low, values.fold(f64::NEG_INFINITY, f64::max))
        });
        let half = ranges.map(|(low, high)| 0.6 * (high - low));
        let half = half[0].max(half[1]).max(1e-6);
        ranges.map(|(low, high)| ((low + high) / 2.0 - half, (low + high) / 2.0 + half))
    }

    /// The points in an area, on what a perceptron says there; `seen` is what it sees of places.
    /// Weights of zero say nothing yet.
    pub fn plot(
        &self,
        [title, x, y]: [&str; 3],
        area: [(f64, f64); 2],
        (perceptron, seen): (&Perceptron, fn(Tensor<2>) -> Tensor<2>),
    ) -> Plot {
        let pairs = self.places.iter().zip(&self.labels);
        let examples =
            pairs.map(|([x, y], label)| Example::at((*x, *y), usize::from(*label > 0.0)));
        let examples: Vec<_> = examples.collect();
        let plot = Plot::new(title).x(x).y(y);
        let is_zero = perceptron.weights.clone().abs().max().into_scalar::<f64>() == 0.0;
        if is_zero {
            let [x, y] = area;
            return plot.area(x, y).scatter(&examples, &self.names);
        }
        let inputs = seen(self.inputs());
        let says = |places| logits(perceptron, inputs.clone(), seen(places));
        let plane = plots::plane(area, &self.device, says);
        plot.map(&plane, &self.names).examples(&examples)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coordinates::polar;
    use common::settings::{Base, Length};

    #[test]
    fn rings_keep_the_inner_and_the_outer_one_and_lie_on_lines_of_constant_r() {
        let start = Start::on(&Device::flex(), &Base::default(), Length::NONE);
        let points = Points::draw((Dataset::Rings, 200), 0.0, &start).unwrap();
        assert_eq!(points.names, ["inner", "outer"]);
        let seen = points.seen(polar);
        for ([r, _], label) in seen.places.iter().zip(&points.labels) {
            let radius = if *label < 0.0 { 0.5 } else { 1.5 };
            assert!((r - radius).abs() < 1e-6, "{r} {label}");
        }
        assert_eq!(
            (points.margin().bound(), seen.margin().bound().is_some()),
            (None, true)
        );
        let [x, y] = points.places[7];
        assert_eq!(points.nearest(x + 1e-3, y), 7);
    }
}
