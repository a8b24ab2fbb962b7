# Kapok 发出的邮件。

mail-greeting = { $name }，您好：
mail-footer = 本邮件由 Kapok 自动发出，请勿回复。

mail-receipt-subject = 已收到：{ $title }
mail-receipt =
    您向{ $edition }提交的“{ $title }”已收到并封存。

    封存时间：{ $sealed }
    协调世界时：{ $instant }
    内容哈希（SHA-256）：{ $hash }

    请保留本邮件：它证明您提交的内容和时间。您可在此查看所提交的材料：
    { $link }

mail-invitation-subject = 邀请：{ $place }
mail-invitation =
    { $inviter } 邀请您参与{ $place }，角色为：{ $role }。

    请打开以下链接设置密码并开始：
    { $link }

    该链接仅可使用一次，有效期至 { $expires }。如果您不清楚为何收到本邮件，可不予理会。

mail-reset-subject = 重设密码
mail-reset =
    有人（可能是您本人）申请重设密码。请打开以下链接设置新密码：
    { $link }

    该链接仅可使用一次，有效期至 { $expires }。如非本人操作，请忽略本邮件，您的密码不会改变。

mail-sign-in-subject = 您的登录链接
mail-sign-in =
    请打开以下链接登录：
    { $link }

    该链接仅可使用一次，有效期至 { $expires }。如非本人操作，请忽略本邮件。

mail-returned-subject = 请修改：{ $title }
mail-returned =
    您向{ $edition }提交的“{ $title }”已退回修改，理由如下：

    { $reason }

    请在此修改并重新提交：
    { $link }

mail-reminder-subject = { $count ->
   *[other] 尚有 { $count } 个项目等待您评审：{ $programme }
}
mail-reminder =
    { $programme }中尚有以下项目等待您评审：

    { $rounds }

    请在此查看，点击按钮即可打开下一份材料：
    { $link }

    如因故不能评审某个项目，请在其页面上申请回避，以便另请评委。
mail-reminder-round = – { $round }（{ $edition }）：{ $count ->
   *[other] { $count } 个项目
}
mail-reminder-round-due = – { $round }（{ $edition }）：{ $count ->
   *[other] { $count } 个项目
}，截止时间 { $due }
mail-reminder-round-late = – { $round }（{ $edition }）：{ $count ->
   *[other] { $count } 个项目
}，已逾期：截止时间 { $due }

mail-reopened-subject = 请重新查看：{ $title }
mail-reopened =
    { $edition }的组织者退回了您对“{ $title }”（{ $round }）的评分表，理由如下：

    { $reason }

    您已填写的内容仍予保留。重新提交后即再次计入：
    { $link }

mail-announcement-subject = { $edition }：{ $title }
mail-announcement =
    { $edition }的“{ $title }”已公布，请在此查看：
    { $link }

# 组织者所写信件的落款。
mail-written-footer = 本信由{ $edition }的组织者撰写，由 Kapok 发出。
mail-written-answers = 回复请寄至 { $address }。
mail-written-no-answers = 请勿回复本邮件。
