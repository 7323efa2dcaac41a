//! The tensors of a Burn module, as Burn itself goes through them.

use burn::module::{Module, ModuleVisitor, Param};
use burn::tensor::Tensor;
use std::collections::BTreeMap;

/// Shapes and numbers of a module by path, each path behind this prefix.
pub fn tensors_of<M: Module>(module: &M, prefix: &str) -> BTreeMap<String, (Vec<usize>, Vec<f32>)> {
    let mut reader = Reader::default();
    module.visit(&mut reader);
    let found = reader.found.into_iter();
    found
        .map(|(path, tensor)| (format!("{prefix}{path}"), tensor))
        .collect()
}

#[derive(Default)]
struct Reader {
    path: Vec<String>,
    found: BTreeMap<String, (Vec<usize>, Vec<f32>)>,
}

impl ModuleVisitor for Reader {
    fn enter_module(&mut self, name: &str, _: &str) {
        self.path.push(name.into());
    }

    fn exit_module(&mut self, _: &str, _: &str) {
        self.path.pop();
    }

    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        let tensor = parameter.val();
        let values = tensor.to_data().iter().collect();
        let found = (tensor.dims().to_vec(), values);
        assert!(self.found.insert(self.path.join("."), found).is_none());
    }
}
