package io.breakwater.call;

import io.breakwater.model.AnswerModel;

/// What an answer reveals about the target that gave it.
///
/// @param targets whether answers name shard, Region and profile (setting `exposeTargets`)
/// @param model what their member `model` holds (setting `answerModel`)
public record Disclosure(boolean targets, AnswerModel model) {}
