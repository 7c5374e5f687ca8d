package io.breakwater.cleanup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrock.model.LoggingConfig;

class SettingTextTest {

    @Test
    void a_saved_setting_is_read_whole() {
        Optional<LoggingConfig> setting = SettingText.read("""
                {"cloudWatchConfig": {"logGroupName": "theirs", "roleArn": "arn:role",
                   "largeDataDeliveryS3Config": {"bucketName": "large", "keyPrefix": "k"}},
                 "s3Config": {"bucketName": "b"}, "textDataDeliveryEnabled": true, "imageDataDeliveryEnabled": false}
                """);
        assertThat(setting)
                .contains(LoggingConfig.builder()
                        .cloudWatchConfig(logs -> logs.logGroupName("theirs")
                                .roleArn("arn:role")
                                .largeDataDeliveryS3Config(
                                        s3 -> s3.bucketName("large").keyPrefix("k")))
                        .s3Config(s3 -> s3.bucketName("b"))
                        .textDataDeliveryEnabled(true)
                        .imageDataDeliveryEnabled(false)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "yes"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> SettingText.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
