package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.AnswerModel;
import org.junit.jupiter.api.Test;

class ProtectionTest {
    @Test
    void a_deployed_environment_says_what_becomes_of_its_state_and_what_its_answers_tell() {
        Settings settings = SmallEnvironment.valid("");

        assertThat(settings.protection()).isEqualTo(Protection.DISPOSABLE);
        assertThat(settings.exposeTargets()).isTrue();
        assertThat(Shipped.settings("prod").protection()).isEqualTo(Protection.GUARDED);
        assertThat(Shipped.settings("prod").exposeTargets()).isFalse();
    }

    @Test
    void a_file_without_the_newer_settings_is_told_what_to_set() {
        assertThat(SmallEnvironment.with("protection: disposable\n", ""))
                .singleElement()
                .asString()
                .startsWith("protection: is missing; set guarded (a destroy keeps stacks, tables and keys)")
                .contains("disposable");
        assertThat(SmallEnvironment.with("exposeTargets: true\n", ""))
                .singleElement()
                .asString()
                .startsWith("exposeTargets: is missing; set false (answers do not name the shard)");
    }

    @Test
    void answers_name_the_model_that_answered_unless_the_alias_is_asked_for() {
        assertThat(SmallEnvironment.valid("").answerModel()).isEqualTo(AnswerModel.ANSWERED);
        assertThat(SmallEnvironment.valid("answerModel: alias\n").answerModel()).isEqualTo(AnswerModel.ALIAS);
        assertThat(SmallEnvironment.with("protection: disposable", "protection: disposable\nanswerModel: profile"))
                .singleElement()
                .asString()
                .contains("answered", "alias", "profile");
    }

    @Test
    void any_other_word_is_refused() {
        assertThat(SmallEnvironment.with("protection: disposable", "protection: prod"))
                .singleElement()
                .asString()
                .contains("guarded", "disposable", "prod");
    }

    @Test
    void a_simulated_environment_is_disposable_and_tells_everything() {
        assertThat(Shipped.settings("local").protection()).isEqualTo(Protection.DISPOSABLE);
        assertThat(Shipped.settings("local").exposeTargets()).isTrue();
    }
}
