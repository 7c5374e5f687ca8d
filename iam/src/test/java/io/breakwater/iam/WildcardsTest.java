package io.breakwater.iam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardsTest {

    @ParameterizedTest
    @CsvSource({
        "*, arn:aws:s3:::bucket, true",
        "arn:aws:s3:::b*, arn:aws:s3:::bucket/key, true",
        "arn:aws:s3:::b*t, arn:aws:s3:::bucket, true",
        "arn:aws:s3:::B*, arn:aws:s3:::bucket, false",
        "arn:aws:sns:us-*-1:*:orders, arn:aws:sns:us-east-1:1:orders, true",
        "arn:aws:sns:us-*-1:1:orders, arn:aws:sns:us-east:x-1:1:orders, false",
        "arn:aws:logs:*:1:log-group:/a/*, arn:aws:logs:us-east-1:1:log-group:/a/b:log-stream:c, true",
        "arn:aws:logs:*:1:log-group:/a/b:*, arn:aws:logs:us-east-1:1:log-group:/a/b, false",
        "arn:aws:logs:*:1:log-group:/a/b:*, arn:aws:logs:us-east-1:1:log-group:/a/b:log-stream:c, true",
        "arn:aws:iam::1:role/x-?, arn:aws:iam::1:role/x-1, true",
        "arn:aws:iam::1:role/x-?, arn:aws:iam::1:role/x-12, false",
        "arn:aws:iam::1:role/x.y, arn:aws:iam::1:role/xzy, false",
        "arn:aws:logs:us-east-1:1:log-group:/a?b, arn:aws:logs:us-east-1:1:log-group:/a:b, false",
        "arn:aws:sns:us-**-1:1:orders, arn:aws:sns:us-east-1:1:orders, true",
        "arn:aws:sns:us-**-1:1:orders, arn:aws:sns:us-east:x-1:1:orders, false",
    })
    void a_wildcard_of_a_resource_reaches_over_a_colon_only_at_a_segments_end(
            String pattern, String arn, boolean fits) {
        assertThat(Wildcards.fitsResource(pattern, arn)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"a*z, a:b:z, true", "a?z, a:z, true", "a**z, a:z, true", "a*z, a:b, false"})
    void a_wildcard_of_a_text_reaches_over_colons(String pattern, String text, boolean fits) {
        assertThat(Wildcards.fits(pattern, text)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"dynamodb:Get*, DynamoDB:getitem, true", "dynamodb:GetItem, dynamodb:PutItem, false"})
    void actions_are_told_apart_without_regard_to_case(String pattern, String action, boolean fits) {
        assertThat(Wildcards.fitsAction(pattern, action)).isEqualTo(fits);
    }
}
