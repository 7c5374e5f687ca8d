package io.breakwater.cleanup.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.cleanup.aws.SettingText;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.bedrock.model.LoggingConfig;

class InvocationLoggingTest {
    private static final OwnSetting OURS =
            new OwnSetting("/breakwater/dev/invocations", "arn:aws:iam::111111111111:role/ours", false);
    private static final OwnSetting RIVAL =
            new OwnSetting("/breakwater/prod/invocations", "arn:aws:iam::111111111111:role/rival", false);
    private static final LoggingConfig THEIRS = LoggingConfig.builder()
            .s3Config(bucket -> bucket.bucketName("audit").keyPrefix("bedrock"))
            .cloudWatchConfig(logs -> logs.logGroupName("/audit/bedrock")
                    .roleArn("arn:aws:iam::111111111111:role/audit")
                    .largeDataDeliveryS3Config(bucket -> bucket.bucketName("large")))
            .textDataDeliveryEnabled(true)
            .imageDataDeliveryEnabled(false)
            .build();

    private final FakeAccount account = new FakeAccount();

    /// Cases with and without an earlier setting, each broken off after every call of a complete run.
    static Stream<Arguments> broken() {
        return Stream.of(Optional.<LoggingConfig>empty(), Optional.of(THEIRS))
                .flatMap(before -> IntStream.range(0, 4).mapToObj(calls -> Arguments.of(before, calls)));
    }

    @Test
    void what_was_set_before_is_saved_and_comes_back_when_ours_goes() {
        account.present = Optional.of(THEIRS);

        account.as(OURS).set();
        assertThat(account.present).contains(OURS.config());
        account.as(OURS).putBack();

        assertThat(account.present).contains(THEIRS);
        assertThat(account.kept).isEmpty();
    }

    @Test
    void an_account_without_a_log_has_none_afterwards() {
        account.as(OURS).set();
        assertThat(account.kept).contains("none");

        account.as(OURS).putBack();

        assertThat(account.state()).containsExactly("none", "nothing saved");
    }

    @Test
    void our_log_says_who_called_what_but_holds_no_prompts_unless_they_are_asked_for() {
        account.as(OURS).set();
        assertThat(delivered()).containsOnly(false);

        account.as(new OwnSetting(OURS.logGroup(), OURS.roleArn(), true)).set();
        assertThat(delivered()).containsOnly(true);
    }

    @Test
    void an_update_keeps_what_was_saved_first() {
        account.present = Optional.of(THEIRS);
        account.as(OURS).set();

        account.as(new OwnSetting(OURS.logGroup(), "arn:aws:iam::111111111111:role/other", true))
                .set();

        assertThat(account.kept.flatMap(SettingText::read)).contains(THEIRS);
    }

    @Test
    void a_second_run_changes_nothing_and_says_so() {
        account.as(OURS).set();
        int calls = account.calls;

        assertThat(account.as(OURS).set()).containsExactly("the setting is ours already");
        assertThat(account.calls).as("two reads, no write").isEqualTo(calls + 2);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void a_run_that_was_killed_after_any_call_is_finished_by_the_next(Optional<LoggingConfig> before, int calls) {
        account.present = before;
        account.callsLeft = calls;
        assertThatThrownBy(() -> account.as(OURS).set()).hasMessage("killed");
        account.callsLeft = Integer.MAX_VALUE;

        account.as(OURS).set();

        assertThat(account.present).contains(OURS.config());
        assertThat(account.kept).contains(SettingText.of(before));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void putting_back_that_was_killed_after_any_call_is_finished_by_the_next(
            Optional<LoggingConfig> before, int calls) {
        account.present = before;
        account.as(OURS).set();
        account.callsLeft = calls;
        assertThatThrownBy(() -> account.as(OURS).putBack()).hasMessage("killed");
        account.callsLeft = Integer.MAX_VALUE;

        account.as(OURS).putBack();

        assertThat(account.state()).containsExactly(SettingText.of(before), "nothing saved");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void a_deployment_that_was_killed_after_any_call_and_given_up_leaves_all_as_it_was(
            Optional<LoggingConfig> before, int calls) {
        account.present = before;
        account.callsLeft = calls;
        assertThatThrownBy(() -> account.as(OURS).set()).hasMessage("killed");
        account.callsLeft = Integer.MAX_VALUE;

        account.as(OURS).putBack();

        assertThat(account.state()).containsExactly(SettingText.of(before), "nothing saved");
    }

    @Test
    void a_setting_that_somebody_made_since_stays() {
        account.as(OURS).set();
        account.present = Optional.of(THEIRS);

        assertThat(account.as(OURS).putBack()).last().asString().contains("not ours any more");

        assertThat(account.state()).containsExactly(SettingText.of(Optional.of(THEIRS)), "nothing saved");
    }

    @Test
    void a_setting_that_somebody_made_since_is_what_comes_back_if_we_set_ours_again() {
        account.as(OURS).set();
        account.present = Optional.of(THEIRS);

        account.as(OURS).set();
        account.as(OURS).putBack();

        assertThat(account.present).contains(THEIRS);
    }

    @Test
    void a_second_environment_is_refused_by_the_name_of_the_first_and_changes_nothing() {
        account.present = Optional.of(THEIRS);
        account.as(OURS).set();

        FakeAccount second = new FakeAccount();
        second.present = account.present;
        assertThatThrownBy(() -> second.as(RIVAL).set())
                .hasMessageContaining("environment 'dev'")
                .hasMessageContaining("logging.invocations");
        second.as(RIVAL).putBack();

        assertThat(second.state()).containsExactly(SettingText.of(Optional.of(OURS.config())), "nothing saved");
    }

    @Test
    void our_setting_without_a_saved_one_is_taken_for_the_first() {
        account.present = Optional.of(OURS.config());

        account.as(OURS).set();
        account.as(OURS).putBack();

        assertThat(account.state()).containsExactly("none", "nothing saved");
    }

    @Test
    void a_saved_text_that_is_no_setting_is_refused_with_what_it_is() {
        account.as(OURS).set();
        account.kept = Optional.of("{broken");

        assertThatThrownBy(() -> account.as(OURS).putBack()).hasMessageContaining("got {broken");
        assertThat(account.present).contains(OURS.config());
    }

    private Stream<Boolean> delivered() {
        LoggingConfig set = account.present.orElseThrow();
        return Stream.of(
                set.textDataDeliveryEnabled(),
                set.imageDataDeliveryEnabled(),
                set.embeddingDataDeliveryEnabled(),
                set.videoDataDeliveryEnabled(),
                set.audioDataDeliveryEnabled());
    }
}
