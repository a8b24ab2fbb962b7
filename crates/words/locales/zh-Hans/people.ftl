# 账户、登录、角色、发件箱。

## 角色

role-administrator = 管理员
role-organiser = 组织者
role-editor = 编辑
role-auditor = 审计员
role-researcher = 研究者
role-judge = 评委
role-entrant = 申报人

## 拒绝

refusal-sign-in-failed = 邮箱与密码不匹配。请检查两者，或重设密码。
refusal-email-invalid = 这不像是电子邮箱地址。
refusal-email-taken = 该邮箱已有账户。
refusal-one-line-only = 只能填写一行。
refusal-password-too-short = 密码至少需要 { $limit } 个字符。
refusal-password-is-address = 用邮箱作密码太容易被猜到。
refusal-password-wrong = 当前密码不正确。
refusal-password-repeat = 两次输入的密码不一致。
refusal-token-ended = 该时刻已过：令牌将无法使用。
refusal-too-many-tokens = 您已有 { $limit } 个令牌，请先撤销一个。
refusal-last-administrator = 这是最后一位管理员，请先指定另一位管理员。
refusal-mail-not-failed = 该邮件没有失败，无需重试。
refusal-role-unknown = 没有此角色，或未注明其所需的奖项、届次或评审组。
