package io.breakwater.simulated.command;

import io.breakwater.simulated.bedrock.quota.QuotaRule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// `--quota ACCOUNT/REGION/PROFILE=REQUESTS,TOKENS`: the quotas per minute, 0 for none; `*` stands for
/// every account, Region or profile.
final class QuotaOption implements ITypeConverter<QuotaRule> {
    private static final Pattern FORM =
            Pattern.compile("(\\*|\\d{12})/(\\*|[a-z0-9-]+)/(\\*|[^=*]+)=(\\d{1,15}),(\\d{1,15})");

    @Override
    public QuotaRule convert(String text) {
        Matcher quota = FORM.matcher(text);
        if (!quota.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is not a quota: write ACCOUNT/REGION/PROFILE=REQUESTS,TOKENS,"
                            + " such as 111111111111/us-east-1/*=10,100000; * matches all, 0 is no quota");
        }
        return new QuotaRule(
                part(quota.group(1)),
                part(quota.group(2)),
                part(quota.group(3)),
                Long.parseLong(quota.group(4)),
                Long.parseLong(quota.group(5)));
    }

    private static @Nullable String part(String text) {
        return text.equals("*") ? null : text;
    }
}
