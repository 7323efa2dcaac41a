//! The loss of a network as a function of all its weights.

use crate::cross_entropy::CrossEntropy;
use crate::mlp::Mlp;
use crate::staff::recipe::Recipe;
use common::by_hand::Tensor;
use common::data::Data;
use common::learner::Start;

/// The loss of a network on its whole training set.
pub struct NetworkLoss {
    network: Mlp,
    loss: CrossEntropy,
    inputs: Tensor<2>,
    targets: Tensor<2>,
}

impl NetworkLoss {
    /// That of this recipe's network, with its first weights, on the training part of `data`.
    pub fn new(recipe: &Recipe, data: &Data<2>, start: &Start) -> Self {
        let examples = data.train.whole();
        let one_hot = Tensor::<2>::eye(data.classes.len(), &start.device);
        let ends = [data.features(), data.classes.len()];
        Self {
            network: recipe.build(ends, start.streams, &start.device),
            loss: CrossEntropy::default(),
            inputs: examples.inputs,
            targets: one_hot.select(0, examples.labels),
        }
    }

    /// All weights as they are now, shape `[weights]`.
    pub fn weights(&mut self) -> Tensor<1> {
        let parameters = self.network.parameters_mut().into_iter();
        Tensor::cat(parameters.map(|it| it.flat_value()).collect(), 0)
    }

    /// The loss with these weights, shape `[weights]`.
    pub fn value(&mut self, weights: &Tensor<1>) -> f64 {
        self.forward(weights).into_scalar()
    }

    /// Its gradient there, shape `[weights]`.
    pub fn gradient(&mut self, weights: &Tensor<1>) -> Tensor<1> {
        self.forward(weights);
        self.network.backward(self.loss.backward());
        let parameters = self.network.parameters_mut().into_iter();
        Tensor::cat(parameters.map(|it| it.flat_grad()).collect(), 0)
    }

    /// Gives the network these weights, and goes forward.
    fn forward(&mut self, weights: &Tensor<1>) -> Tensor<1> {
        let mut begin = 0;
        for parameter in self.network.parameters_mut() {
            let end = begin + parameter.shape().iter().product::<usize>();
            parameter.update(&mut |_, _| weights.clone().narrow(0, begin, end - begin));
            begin = end;
        }
        let logits = self.network.forward(self.inputs.clone());
        self.loss.forward(logits, self.targets.clone())
    }
}
