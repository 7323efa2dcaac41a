//! What is measured and drawn of the three maps.

use super::*;
use crate::staff::pictures::images;
use burn::module::Module;
use common::data::{Data, ExampleSet};
use common::demo::Cause;
use common::error::Error;
use common::figures::{Example, Pictures, Plot};

/// Test examples on a map.
const SHOWN: usize = 200;

/// The components of examples in the space of the kernel that the knobs mean, as many as there are.
pub(super) fn kernel(settings: &Settings, data: Data<2>) -> Result<KernelReduction> {
    let usual = KernelReduction::kernel(settings.kernel, (None, 3), &data)?;
    let kernel = usual.scaled(settings.gamma);
    let found = KernelReduction::up_to(data, kernel, COMPONENTS)?;
    match found.pca.variances.dims()[0] {
        1 => Err(Error::Usage(
            "this kernel has a single direction: choose another γ.".into(),
        )),
        _ => Ok(found),
    }
}

impl Maps {
    /// Errors and how well class means stand for classes, on the test part.
    pub(super) fn measure(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let test = self.learner.evaluate(Part::Test)?;
        let reference = &self.learner.reference;
        let data = self.learner.data();
        let pca_error = reference.error(reference.components(), &data.test);
        let [pca, kernel, code] = [0, 1, 2].map(|map| {
            let codes = |it| self.codes(map, it);
            let means = ClassMeans::of(data.classes.len(), &data.train, codes);
            means.accuracy(&data.test, codes)
        });
        Ok(vec![
            (
                "autoencoder_error",
                test.get("reconstruction_error").unwrap_or(f64::NAN),
            ),
            ("pca_error", pca_error),
            ("autoencoder", code),
            ("kernel", kernel),
            ("pca", pca),
        ])
    }

    /// The two numbers of examples on a map, `[examples, 2]`.
    fn codes(&self, map: usize, inputs: Tensor<2>) -> Tensor<2> {
        match map {
            0 => self.learner.reference.pca.project(inputs),
            1 => {
                let codes = self.kernel.pca.project(inputs);
                let chosen = self.components().map(|it| codes.clone().narrow(1, it, 1));
                Tensor::cat(chosen.to_vec(), 1)
            }
            _ => self.learner.network().encode(inputs),
        }
    }

    /// Which two components in the space of the kernel are shown.
    fn components(&self) -> [usize; 2] {
        match self.settings.telling {
            true => {
                let order = self.kernel.telling();
                [order[0], order[1]]
            }
            false => [0, 1],
        }
    }

    /// The first test examples on a map.
    fn points(&self, map: usize) -> Vec<Example> {
        let test = &self.learner.data().test;
        let places: Vec<usize> = (0..SHOWN.min(test.len())).collect();
        let codes = self.codes(map, test.gather(&places).inputs);
        let codes: Vec<f64> = codes.into_data().iter().collect();
        let placed = codes.chunks(2).zip(test.labels());
        let placed = placed.map(|(code, class)| Example::at((code[0], code[1]), *class));
        placed.collect()
    }

    /// Takes the example that is the nearest to a click on a map.
    pub(super) fn choose(&mut self, Touch { panel, x, y }: Touch) {
        if panel > 2 {
            return;
        }
        let points = self.points(panel);
        let far = |it: &Example| (it.x - x).hypot(it.y - y);
        let nearest =
            (0..points.len()).min_by(|a, b| far(&points[*a]).total_cmp(&far(&points[*b])));
        self.chosen = nearest.unwrap_or(0);
    }

    /// The maps, and of pictures the one that was chosen.
    pub(super) fn draw(&self) -> Frame {
        let [first, second] = self.components();
        let titles = [
            "PCA".to_owned(),
            format!("Kernel PCA, components {} and {}", first + 1, second + 1),
            "The autoencoder's code".to_owned(),
        ];
        let classes = &self.learner.data().classes;
        let mut frame = Frame::new();
        for (map, title) in titles.into_iter().enumerate() {
            let points = self.points(map);
            let chosen = points[self.chosen.min(points.len() - 1)];
            let plot = Plot::new(title).x("first number").y("second number");
            let plot = plot.scatter(&points, classes);
            frame =
                frame.panel(plot.arrow("marked", beside(&points, chosen), (chosen.x, chosen.y)));
        }
        if let Some(shape) = self.shape {
            frame = frame.panel(self.pictures(&self.learner.data().test, shape));
        }
        let shares = self.kernel.explained();
        let is_flat = shares[0] < 2.0 / (self.learner.data().train.len() as f64 - 1.0);
        let flat = "Every example is like itself alone: the components hold nearly the same. Choose a smaller γ.";
        frame.remark_if(is_flat, Cause::Note, flat)
    }

    fn pictures(&self, test: &ExampleSet<2>, shape: [usize; 3]) -> Pictures {
        let (reference, network) = (&self.learner.reference, self.learner.network());
        let picture = test.gather(&[self.chosen]).inputs;
        let of_pca = reference.reconstructed(reference.components(), picture.clone());
        let again = network.valid().decode(network.encode(picture.clone()));
        let all = Tensor::cat(vec![picture, of_pca, again], 0);
        Pictures::grid("The marked one, and again from two numbers", 3)
            .images(&images(all, shape))
            .captions(["picture", "PCA", "network"])
    }
}

/// Where an arrow to a point of a map begins: an eighth of the map away.
fn beside(points: &[Example], to: Example) -> (f64, f64) {
    let reach = |of: fn(&Example) -> f64| {
        let values = points.iter().map(of);
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        (high - low) / 8.0
    };
    (to.x - reach(|it| it.x), to.y + reach(|it| it.y))
}
