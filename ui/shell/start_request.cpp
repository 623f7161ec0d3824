// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/start_request.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace spanloupe::shell {

QByteArray encode(const StartRequest& request) {
  const QJsonObject object{{QStringLiteral("files"), QJsonArray::fromStringList(request.files)},
                           {QStringLiteral("trace"), request.trace},
                           {QStringLiteral("span"), request.span},
                           {QStringLiteral("view"), request.view},
                           {QStringLiteral("listen"), request.listen}};
  return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<StartRequest> decodeRequest(const QByteArray& line) {
  const QJsonDocument document = QJsonDocument::fromJson(line);
  if (!document.isObject()) return std::nullopt;
  const QJsonObject object = document.object();
  StartRequest request;
  for (const auto& file : object[QStringLiteral("files")].toArray()) request.files << file.toString();
  request.trace = object[QStringLiteral("trace")].toString();
  request.span = object[QStringLiteral("span")].toString();
  request.view = object[QStringLiteral("view")].toString();
  request.listen = object[QStringLiteral("listen")].toBool();
  return request;
}

}  // namespace spanloupe::shell
